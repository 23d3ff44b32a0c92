import {closestName} from '../core/text/closest-name.ts';
import {findOption, optionTable, type Option} from './option-table.ts';
import {
	helpTopics,
	historyActions,
	parseWord,
	subcommands,
	type HistoryAction,
	type Subcommand,
	type UsageErrorText,
} from './parse-word.ts';

export type ScannedArguments = {
	/** The valid options as `--name` or `--name=value`. If an option is repeated, only the last occurrence is included. */
	readonly options: readonly string[];
	readonly subcommand: Subcommand | null;
	/** What the requested help is about: the whole program or a subcommand. Null if no help is requested. */
	readonly help: Subcommand | 'program' | null;
	/** The word after `history`; null for other commands, and if it is missing or unknown, which is an error. */
	readonly historyAction: HistoryAction | null;
	/** All other words that are no options, in the order of the arguments: ids, or the shell of `completion`. */
	readonly ids: readonly string[];
	/** Those after `--`, which are ids whatever they look like. */
	readonly certainIds: readonly string[];
	/** The first error; null if there is none. Its message contains no option values: the user may have put the API key there. */
	readonly error: UsageErrorText | null;
};

/** Matches names under which users might try to pass the API key. The program has no such option or setting. */
export const looksLikeKeyOption = /^--?(api-?)?(key|token|secret|password)$/i;

/** Continues after an error, so that a later `--help` is found. */
export function scanArguments(argv: readonly string[]): ScannedArguments {
	const options = new Map<string, string>();
	const ids: string[] = [];
	let certainIds: readonly string[] = [];
	let subcommand: (typeof subcommands)[number] | null = null;
	let topic: Subcommand | 'program' = 'program';
	const historyWords: string[] = [];
	let error: UsageErrorText | null = null;

	function scanWord(word: string): void {
		const requested = subcommands.find(name => name === word && ids.length === 0);

		if (requested !== undefined && subcommand === null) {
			subcommand = requested;
		} else if (requested !== undefined && subcommand === 'help') {
			topic = requested === 'help' ? 'program' : requested;
		} else if (subcommand === 'completion') {
			ids.push(word);
		} else if (subcommand === 'history') {
			historyWords.push(word);
		} else {
			const read = parseWord(word);

			if (typeof read === 'function') {
				error ??= read;
			} else if (subcommand === 'help') {
				error ??= errors => errors.noTopic(helpTopics);
			} else {
				ids.push(...read);
			}
		}
	}

	/** Returns whether the option takes the next argument as its value. */
	function scanOption(word: string, next: string): boolean {
		const [typed = ''] = word.split('=', 1);
		const attached = typed === word ? null : word.slice(typed.length + 1);
		const option = findOption(typed);

		if (option === undefined) {
			error ??= unknownOption(typed);
			return false;
		}

		const {name, placeholder} = option;

		if (placeholder === undefined) {
			if (attached === null) {
				options.set(name, `--${name}`);
			} else {
				error ??= errors => errors.unwantedValue(typed);
			}

			return false;
		}

		const value = attached ?? next;

		if (value === '' || (attached === null && looksLikeOption(value, name))) {
			error ??= errors => errors.noValue(typed, placeholder);
			return false;
		}

		options.set(name, `--${name}=${value}`);
		return attached === null;
	}

	for (let index = 0; index < argv.length; index++) {
		const word = argv[index] ?? '';

		if (word === '--') {
			certainIds = argv.slice(index + 1);
			ids.push(...certainIds);
			break;
		}

		if (word === '-' || !word.startsWith('-')) {
			scanWord(word);
		} else if (scanOption(word, argv[index + 1] ?? '')) {
			index++;
		}
	}

	const historyAction = historyActions.find(action => action === historyWords.join(' ')) ?? null;

	if (subcommand === 'history' && historyAction === null) {
		error ??= errors => errors.historyAction(historyActions);
	}

	const read = {options: [...options.values()], historyAction, ids, certainIds, error};

	if (subcommand === 'help') {
		return {...read, subcommand: null, help: error === null ? topic : null};
	}

	return {...read, subcommand, help: options.has('help') ? (subcommand ?? 'program') : null};
}

/**
 * Returns whether a word starts like an option. False for a negative number, which is the value in `--interval -1`, and
 * for the values in `--sort -cost` and `--output -`.
 */
function looksLikeOption(word: string, option: Option['name']): boolean {
	return (
		word.startsWith('-') &&
		!/^-\.?\d/.test(word) &&
		!(option === 'sort' && /^-\w{2}/.test(word)) &&
		!(option === 'output' && word === '-')
	);
}

function unknownOption(typed: string): UsageErrorText {
	if (looksLikeKeyOption.test(typed.replaceAll('_', '-'))) {
		return (errors, quote) => errors.keyAsOption(quote(typed));
	}

	return (errors, quote) => {
		const otherCase = [typed.toLowerCase(), typed.toUpperCase()].find(one => findOption(one));
		const names = optionTable.map(({name}) => name);
		const name = closestName(typed.replace(/^-+/, ''), names);
		const meant = otherCase ?? (name === null ? null : `--${name}`);
		return errors.unknownOption(quote(typed), meant);
	};
}
