import {findOption, optionTable, type Option} from './option-table.ts';
import {closestName, quoteInput, UsageError} from './usage-error.ts';

export type Arguments = {
	/**
	 * The valid options as `--name` or `--name=value`, which Meow reads as they are meant: it would take a value that begins
	 * with `-` for an option, `--no-proxy` for a value of `--proxy`, and both values of a repeated option.
	 */
	readonly options: readonly string[];
	/** The other words before `--`: a command, its words, and ids. */
	readonly words: readonly string[];
	/** The words after `--`, which are ids whatever they look like. */
	readonly certainIds: readonly string[];
	/** The first error; null if there is none. Its message has no values: the user may have put the API key there. */
	readonly error: UsageError | null;
};

/** Matches names under which users might try to pass the API key. The program has no such option or setting. */
export const looksLikeKeyOption = /^--?(api-?)?(key|token|secret|password)$/i;

/** Continues after an error, so that a later `--help` is found. */
export function scanArguments(argv: readonly string[]): Arguments {
	const end = argv.indexOf('--');
	const before = end === -1 ? argv : argv.slice(0, end);
	const options = new Map<string, string>();
	const words: string[] = [];
	let error: UsageError | null = null;

	for (let index = 0; index < before.length; index++) {
		const word = before[index] ?? '';
		const [beforeSign = ''] = word.split('=', 1);
		// As in -n5.
		const isShort =
			/^-\w./.test(beforeSign) && findOption(beforeSign.slice(0, 2))?.placeholder !== undefined;
		const typed = isShort ? beforeSign.slice(0, 2) : beforeSign;
		const attached = typed === word ? null : word.slice(typed.length + Number(!isShort));
		const option = findOption(typed);

		if (word === '-' || !word.startsWith('-')) {
			words.push(word);
		} else if (option === undefined) {
			error ??= unknownOption(typed);
		} else if (option.placeholder === undefined) {
			options.set(option.name, `--${option.name}`);

			if (attached !== null) {
				error ??= new UsageError(({usage}) => usage.errors.unwantedValue(typed));
			}
		} else {
			const value = attached ?? before[index + 1] ?? '';
			const {name, placeholder} = option;

			if (value === '' || (attached === null && looksLikeOption(value, name))) {
				error ??= new UsageError(({usage}) => usage.errors.noValue(typed, placeholder));
			} else {
				options.set(name, `--${name}=${value}`);
				index += attached === null ? 1 : 0;
			}
		}
	}

	return {
		options: [...options.values()],
		words,
		certainIds: end === -1 ? [] : argv.slice(end + 1),
		error,
	};
}

/**
 * Returns whether a word starts like an option. False for a negative number, which is the value in `--interval -1`, and
 * for the values in `--sort -cost`, `--filter -failed` and `--output -`.
 */
function looksLikeOption(word: string, option: Option['name']): boolean {
	return (
		word.startsWith('-') &&
		!/^-\.?\d/.test(word) &&
		!(option === 'sort' && /^-\w{2}/.test(word)) &&
		!(option === 'filter' && findOption(word.replace(/=.*/s, '')) === undefined) &&
		!(option === 'output' && word === '-')
	);
}

function unknownOption(typed: string): UsageError {
	const names = optionTable.map(({name}) => `--${name}`);
	const meant = closestName(typed.toLowerCase(), names);
	return new UsageError(({usage: {errors}}) =>
		looksLikeKeyOption.test(typed.replaceAll('_', '-'))
			? errors.keyAsOption(quoteInput(typed))
			: errors.unknownOption(quoteInput(typed), meant),
	);
}
