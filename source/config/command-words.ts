import {idsIn} from '../core/run.ts';
import type {Arguments} from './arguments.ts';
import {
	historyActions,
	shells,
	subcommands,
	type HistoryAction,
	type Subcommand,
} from './command-help-messages.ts';
import {closestName, quoteInput, UsageError} from './usage-error.ts';

export type CommandWords = {
	readonly subcommand: Subcommand | null;
	/** The word after `history`; null for other commands. */
	readonly historyAction: HistoryAction | null;
	/** Ids, or what follows `completion`, in the order of the command line. */
	readonly ids: readonly string[];
	readonly certainIds: readonly string[];
};

/** Returns the command that the first word names, which can be `help`; null if it names none. */
function commandOf({words: [first]}: Pick<Arguments, 'words'>) {
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
	const isValid = given.error === null && !topics.includes(undefined);
	return isValid ? (last === 'help' ? 'program' : last) : null;
}

/** Whether ids of runs can follow a command; null for a watch. */
export function takesIds(command: Subcommand | null): boolean {
	return command === null || ['save', 'compare', 'report', 'doctor'].includes(command);
}

/** Throws a `UsageError` for words that are neither a command nor ids. */
export function readCommand(given: Arguments): CommandWords {
	const {words, certainIds} = given;
	const command = commandOf(given);
	const rest = command === null ? words : words.slice(1);
	const [topic = ''] = rest;
	const isOf = (names: readonly string[]): boolean => rest.length === 1 && names.includes(topic);

	if (command === 'help') {
		rest.filter(word => !subcommands.some(name => name === word)).forEach(parseWord);
		throw wrongWords(command);
	}

	// The completion scripts ask for `completion words LINE`.
	const isLine = topic === 'words' && rest.length === 2;
	const isWrong =
		(command === 'completion' && !isOf(shells) && !isLine) ||
		(command === 'history' && (!isOf(historyActions) || certainIds.length > 0));
	const ids =
		command === 'completion' ? rest : command === 'history' ? [] : rest.flatMap(parseWord);
	const takesWords = command === 'completion' || takesIds(command);

	if (command !== null && (isWrong || (!takesWords && ids.length + certainIds.length > 0))) {
		throw wrongWords(command);
	}

	const historyAction = command === 'history' ? (topic as HistoryAction) : null;
	return {subcommand: command, historyAction, ids: [...ids, ...certainIds], certainIds};
}

/** Returns the error for a command with the wrong words after it. */
export function wrongWords(command: Subcommand | 'help'): UsageError {
	return new UsageError(({usage}) => {
		const [synopses] =
			command === 'help' ? [['chenyu-top help COMMAND']] : usage.commandHelp[command];
		return usage.errors.synopsis(synopses);
	});
}

/**
 * Returns the ids in a word. Throws a `UsageError` for a word that resembles a subcommand, and for an address without an id.
 * Which other words are ids is known only when the runs are: see `fullIds`.
 */
function parseWord(word: string): readonly string[] {
	const name = word.trim().toLowerCase();
	const meant = /^[a-z]+$/.test(name) ? closestName(name, subcommands) : null;

	if (meant !== null) {
		throw new UsageError(({usage}) => usage.errors.noCommand(quoteInput(word), meant));
	}

	const ids = idsIn(word);

	if (ids.length === 0 && /https?:/i.test(word)) {
		throw new UsageError(({usage}) => usage.errors.addressWithoutId);
	}

	return ids.length > 0 ? ids : [word];
}
