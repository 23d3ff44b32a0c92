import {idsIn} from '../core/run-ids.ts';
import {closestName} from '../core/text/closest-name.ts';
import type {SafeText} from '../core/text/text.ts';
import type {UsageErrorMessages} from './usage-error-messages.ts';

/** The words that select a subcommand if no id precedes them. After `--`, they are ids. */
export const subcommands = [
	'ls',
	'cost',
	'compare',
	'report',
	'history',
	'mcp',
	'config',
	'doctor',
	'completion',
	'help',
] as const;
export type Subcommand = Exclude<(typeof subcommands)[number], 'help'>;

export const helpTopics = subcommands.filter(name => name !== 'help');

export const historyActions = ['sync', 'prune'] as const;
export type HistoryAction = (typeof historyActions)[number];

export const shells = ['bash', 'zsh', 'fish'] as const;

/**
 * Whether these are the words after `completion`: a shell, or `words` and a command line, by which the scripts ask for
 * suggestions.
 */
export function isCompletion([topic = '', ...more]: readonly string[]): boolean {
	const names: readonly string[] = shells;
	return topic === 'words' ? more.length === 1 : more.length === 0 && names.includes(topic);
}

/** Creates an error message from texts in the user's language (`errors`). `quote` makes user input safe to print. */
export type UsageErrorText = (
	errors: UsageErrorMessages,
	quote: (typed: string) => SafeText,
) => string;

/** Words that users type as a subcommand although they are options. */
const optionWords = new Set(['version', 'demo', 'replay', 'record']);

const listWords = new Set(['list', 'runs', 'ps']);

/** Words that users type for what the program does without a command. */
const watchWords = new Set(['run', 'watch', 'log', 'logs', 'status', 'show', 'info', 'top']);

/** Words that users type as a subcommand although no such subcommand exists. */
const triedWords = new Set('start stop cancel retry submit login update upgrade'.split(' '));

/**
 * Parses a word at the position of an id. Rejects words that resemble a subcommand, and addresses without an id. Which
 * other words are ids is known only when the runs are: see `fullIds`.
 */
export function parseWord(word: string): readonly string[] | UsageErrorText {
	const name = word.trim().toLowerCase();
	const command =
		(meant: string | null): UsageErrorText =>
		(errors, quote) =>
			errors.command(quote(word), meant);

	if (optionWords.has(name)) {
		return command(`--${name}`);
	}

	if (listWords.has(name)) {
		return command('ls');
	}

	if (watchWords.has(name)) {
		return (errors, quote) => errors.watchCommand(quote(word));
	}

	if (triedWords.has(name)) {
		return command(null);
	}

	const closest = /^[a-z]+$/.test(name) ? closestName(name, subcommands) : null;

	if (closest !== null) {
		return command(closest);
	}

	const ids = idsIn(word);

	if (ids.length > 0) {
		return ids;
	}

	return /https?:/i.test(word) ? errors => errors.addressWithoutId : [word];
}
