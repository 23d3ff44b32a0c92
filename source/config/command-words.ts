import {idsIn} from '../core/run-ids.ts';
import {closestName} from '../core/text/closest-name.ts';
import type {Arguments} from './arguments.ts';
import {
	helpTopics,
	historyActions,
	shells,
	subcommands,
	type HistoryAction,
	type Subcommand,
} from './commands.ts';
import {quoteInput} from './quote-input.ts';
import {UsageError} from './usage-error.ts';

export type CommandWords = {
	readonly subcommand: Subcommand | null;
	/** The word after `history`; null for other commands. */
	readonly historyAction: HistoryAction | null;
	/** Ids, or what follows `completion`, in the order of the command line. */
	readonly ids: readonly string[];
	readonly certainIds: readonly string[];
};

/** Words that users type as a subcommand, and what they mean; null if the program does nothing of the kind. */
const triedWords = new Map<string, string | null>([
	...['version', 'demo', 'replay', 'record'].map(word => [word, `--${word}`] as const),
	...['list', 'runs', 'ps'].map(word => [word, 'ls'] as const),
	...'start stop cancel retry submit login update upgrade'
		.split(' ')
		.map(word => [word, null] as const),
]);

/** Words that users type for what the program does without a command. */
const watchWords = new Set(['run', 'watch', 'log', 'logs', 'status', 'show', 'info', 'top']);

export function commandOf({words: [first]}: Pick<Arguments, 'words'>) {
	return subcommands.find(name => name === first) ?? null;
}

/** Returns what the requested help is about: the whole program or a subcommand. Null if no help is requested. */
export function helpTopic(given: Arguments): Subcommand | 'program' | null {
	const command = commandOf(given);

	if (command !== 'help') {
		return given.options.includes('--help') ? (command ?? 'program') : null;
	}

	const topics = given.words.map(word => subcommands.find(name => name === word));
	const last = topics.at(-1) ?? 'help';
	return given.error === null && !topics.includes(undefined)
		? last === 'help'
			? 'program'
			: last
		: null;
}

/** Throws a `UsageError` for words that are neither a command nor ids. */
export function readCommand(given: Arguments): CommandWords {
	const {words, certainIds} = given;
	const command = commandOf(given);
	const rest = command === null ? words : words.slice(1);

	if (command === 'help') {
		rest.filter(word => !subcommands.some(name => name === word)).forEach(parseWord);
		throw new UsageError(({usage}) => usage.errors.noTopic(helpTopics));
	}

	if (command === 'completion') {
		if (!isCompletion(rest)) {
			throw new UsageError(({usage}) => usage.errors.noShell(shells));
		}

		return {subcommand: command, historyAction: null, ids: rest, certainIds};
	}

	if (command === 'history') {
		const historyAction = historyActions.find(name => name === rest.join(' '));

		if (historyAction === undefined) {
			throw new UsageError(({usage}) => usage.errors.historyAction(historyActions));
		}

		return {subcommand: command, historyAction, ids: certainIds, certainIds};
	}

	const ids = [...rest.flatMap(parseWord), ...certainIds];
	return {subcommand: command, historyAction: null, ids, certainIds};
}

/** Whether these are the words after `completion`: a shell, or `words` and a command line, as the scripts ask. */
function isCompletion([topic = '', ...more]: readonly string[]): boolean {
	const names: readonly string[] = shells;
	return topic === 'words' ? more.length === 1 : more.length === 0 && names.includes(topic);
}

/**
 * Returns the ids in a word. Throws a `UsageError` for a word that resembles a subcommand, and for an address without an id.
 * Which other words are ids is known only when the runs are: see `fullIds`.
 */
function parseWord(word: string): readonly string[] {
	const name = word.trim().toLowerCase();
	const closest = /^[a-z]+$/.test(name) ? closestName(name, subcommands) : null;
	const tried = triedWords.get(name);

	if (watchWords.has(name)) {
		throw new UsageError(({usage}) => usage.errors.watchCommand(quoteInput(word)));
	}

	if (tried !== undefined || closest !== null) {
		const meant = tried === undefined ? closest : tried;
		throw new UsageError(({usage}) => usage.errors.command(quoteInput(word), meant));
	}

	const ids = idsIn(word);

	if (ids.length === 0 && /https?:/i.test(word)) {
		throw new UsageError(({usage}) => usage.errors.addressWithoutId);
	}

	return ids.length > 0 ? ids : [word];
}
