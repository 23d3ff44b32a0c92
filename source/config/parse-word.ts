import {closestName} from '../core/text/closest-name.ts';

/** The commands besides a watch. After `--` each of these words is an id. */
export const subcommands = ['config', 'doctor', 'help'] as const;
export type Subcommand = Exclude<(typeof subcommands)[number], 'help'>;

/** Commands of the documented interface that this version does not have. */
const laterCommands = ['ls', 'cost', 'compare', 'history', 'report', 'completion', 'mcp'];

/** Words that users try as commands, each with the option that does it; null if there is none. */
const triedWords: ReadonlyMap<string, string | null> = new Map([
	['version', '--version'],
	['demo', '--demo'],
	['replay', '--replay'],
	['record', '--record'],
	...['list', 'run', 'runs', 'watch', 'log', 'logs', 'status', 'show', 'info', 'top', 'ps'].map(
		word => [word, null] as const,
	),
	...['start', 'stop', 'cancel', 'retry', 'submit', 'login', 'update', 'upgrade'].map(
		word => [word, null] as const,
	),
]);

export type Word =
	| {readonly kind: 'ids'; readonly ids: readonly string[]}
	/** A common word, or nearly a command. `meant`: the closest command or option. */
	| {readonly kind: 'command'; readonly word: string; readonly meant: string | null}
	| {readonly kind: 'address-without-id'};

/**
 * Reads a word in the place of an id. The service may give ids of any form, so a word is refused only if it is a common
 * word or letters that are nearly a command. An address of the console and a list with commas give the ids in them.
 */
export function parseWord(word: string): Word {
	if (/^https?:\/\//i.test(word)) {
		const ids = [...new Set(word.match(/wfrun_[0-9a-z]+/gi))];
		return ids.length === 0 ? {kind: 'address-without-id'} : {kind: 'ids', ids};
	}

	const name = word.toLowerCase();
	const tried = triedWords.get(name);

	if (tried !== undefined) {
		return {kind: 'command', word, meant: tried};
	}

	const command = /^[a-z]+$/.test(name)
		? closestName(name, [...subcommands, ...laterCommands])
		: null;

	if (command !== null) {
		const isHere = subcommands.some(one => one === command);
		return {kind: 'command', word, meant: isHere ? command : null};
	}

	const parts = word.split(/[,，]/).filter(part => part.trim() !== '');
	return {kind: 'ids', ids: parts.length > 1 ? parts.map(part => part.trim()) : [word]};
}
