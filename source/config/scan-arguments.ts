import {findOption, optionOfShort} from './option-table.ts';
import {parseWord, subcommands, type Subcommand, type Word} from './parse-word.ts';

/** A syntax error in a command line. It holds no value, which may be a key in the wrong place. */
export type ArgumentFault =
	| ({
			/** The option as it was typed, with its dashes and without its value. */
			readonly option: string;
	  } & (
			| {readonly kind: 'unknown' | 'key-as-option' | 'unwanted-value'}
			| {readonly kind: 'no-value'; readonly placeholder: string}
	  ))
	/** `help` with an unknown command. */
	| {readonly kind: 'no-topic'}
	/** This fault does hold a word: a key is neither a common word nor similar to a command. */
	| Exclude<Word, {kind: 'ids'}>;

/** The topic of the requested help: a command, or the whole program. */
export type HelpTopic = Subcommand | 'program';

export type ScannedArguments = {
	/** The known options in the form `--name` or `--name=value`, which can be read in one way only. */
	readonly options: readonly string[];
	/** A command instead of the first id. */
	readonly subcommand: Subcommand | null;
	/** Null if no help is requested. */
	readonly help: HelpTopic | null;
	/** All other words that are no options, in their order. */
	readonly ids: readonly string[];
	/** The first error. */
	readonly fault: ArgumentFault | null;
};

/** Matches names for the API key itself. No option or setting accepts the key. */
export const looksLikeKeyOption = /^--?(api-?)?(key|token|secret|password)$/i;
const isNegativeNumber = /^-\.?\d/;

/**
 * Separates options, their values and run order ids by the option table. It continues after an error, so that `--help`
 * is found wherever it stands.
 */
export function scanArguments(argv: readonly string[]): ScannedArguments {
	const options: string[] = [];
	const ids: string[] = [];
	let subcommand: (typeof subcommands)[number] | null = null;
	let topic: HelpTopic = 'program';
	let fault: ArgumentFault | null = null;

	for (let index = 0; index < argv.length; index++) {
		const word = argv[index] ?? '';

		if (word === '--') {
			ids.push(...argv.slice(index + 1));
			break;
		}

		if (word === '-' || !word.startsWith('-')) {
			const requested = subcommands.find(name => name === word && ids.length === 0);

			if (requested !== undefined && subcommand === null) {
				subcommand = requested;
			} else if (requested !== undefined && subcommand === 'help') {
				topic = requested === 'help' ? 'program' : requested;
			} else {
				const read = parseWord(word);

				if (read.kind !== 'ids') {
					fault ??= read;
				} else if (subcommand === 'help') {
					fault ??= {kind: 'no-topic'};
				} else {
					ids.push(...read.ids);
				}
			}

			continue;
		}

		const equals = word.indexOf('=');
		const typed = equals === -1 ? word : word.slice(0, equals);
		const option = typed.startsWith('--') ? findOption(typed.slice(2)) : optionOfShort(typed);
		const attached = equals === -1 ? null : word.slice(equals + 1);

		if (option === undefined) {
			const isKey = looksLikeKeyOption.test(typed.replaceAll('_', '-'));
			fault ??= {kind: isKey ? 'key-as-option' : 'unknown', option: typed};
			continue;
		}

		if (option.kind === 'switch') {
			if (attached === null) {
				options.push(`--${option.name}`);
			} else {
				fault ??= {kind: 'unwanted-value', option: typed};
			}

			continue;
		}

		const value = attached ?? argv[index + 1] ?? '';

		if (value === '' || (attached === null && looksLikeOption(value))) {
			fault ??= {kind: 'no-value', option: typed, placeholder: option.placeholder};
			continue;
		}

		options.push(`${typed}=${value}`);
		index += attached === null ? 1 : 0;
	}

	if (subcommand === 'help') {
		return {options, subcommand: null, help: fault === null ? topic : null, ids, fault};
	}

	const help = options.includes('--help') ? (subcommand ?? 'program') : null;
	return {options, subcommand, help, ids, fault};
}

/** `--interval -1` is a wrong number and not a missing one. */
function looksLikeOption(word: string): boolean {
	return word.startsWith('-') && !isNegativeNumber.test(word);
}
