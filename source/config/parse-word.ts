import {closestName} from '../core/text/closest-name.ts';
import type {SafeText} from '../core/text/text.ts';
import type {wrongUsageEn} from './wrong-usage-messages.ts';

/** The commands besides a watch. After `--` each of these words is an id. */
export const subcommands = ['config', 'doctor', 'help'] as const;
export type Subcommand = Exclude<(typeof subcommands)[number], 'help'>;

/** Returns the message for an error in the arguments. `quote` makes input safe to print. */
export type UsageError = (wrong: typeof wrongUsageEn, quote: (typed: string) => SafeText) => string;

/** Commands of the documented interface that this version does not have. */
const laterCommands = ['ls', 'cost', 'compare', 'history', 'report', 'completion', 'mcp'];

/** Words that users try as commands and that are options. */
const optionWords = new Set(['version', 'demo', 'replay', 'record']);

/** Words that users try as commands and that do not exist. */
const triedWords = new Set(
	[
		'list run runs watch log logs status show info top ps',
		'start stop cancel retry submit login update upgrade',
	].flatMap(words => words.split(' ')),
);

/**
 * Reads a word in the place of an id. Ids of the service may have any form, so it refuses only common words and words
 * that are nearly a command. An address of the console, or a list with commas, is replaced by the ids in it.
 */
export function parseWord(word: string): readonly string[] | UsageError {
	if (/^https?:\/\//i.test(word)) {
		const ids = [...new Set(word.match(/wfrun_[0-9a-z]+/gi))];
		return ids.length === 0 ? wrong => wrong.addressWithoutId : ids;
	}

	const name = word.toLowerCase();
	const command =
		(meant: string | null): UsageError =>
		(wrong, quote) =>
			wrong.command(quote(word), meant);

	if (optionWords.has(name)) {
		return command(`--${name}`);
	}

	if (triedWords.has(name)) {
		return command(null);
	}

	const closest = /^[a-z]+$/.test(name)
		? closestName(name, [...subcommands, ...laterCommands])
		: null;

	if (closest !== null) {
		return command(subcommands.find(one => one === closest) ?? null);
	}

	const parts = word.split(/[,，]/).filter(part => part.trim() !== '');
	return parts.length > 1 ? parts.map(part => part.trim()) : [word];
}
