import type {Binding} from '../keys/binding.ts';
import {keymap} from '../keys/keymap.ts';
import {freeCommands, rebind, type RebindFault, type Wish} from '../keys/rebind.ts';
import type {Messages} from '../messages/index.ts';
import {closestName} from '../domain/closest-name.ts';
import type {ConfigContent} from './config-schema.ts';
import {echo} from './echo.ts';
import type {JsonPath} from './json-text.ts';

type Keys = NonNullable<ConfigContent['keys']>;

/** The table of keys with the user's own in it, and the commands that have others than usual. */
export type OwnKeys = {
	readonly bindings: readonly Binding[];
	readonly rebound: readonly string[];
};

/** What is wrong with the keys: the sentence, and where it is, by the value or by its name. */
export type KeysFault = {
	readonly sentence: string;
	readonly path: JsonPath;
	readonly isName: boolean;
};

/** Binds the keys that the config names. */
export function readKeys(keys: Keys, messages: Messages): OwnKeys | KeysFault {
	const wishes = readWishes(keys);
	const bound = wishes.length === 0 ? keymap : rebind(wishes);

	if ('kind' in bound) {
		const path = ['keys', bound.command];
		return 'key' in bound
			? {
					sentence: keyFault(bound, messages),
					path: [
						...path,
						...(isNested(keys[bound.command] ?? []) ? [bound.direction] : []),
						bound.index,
					],
					isName: false,
				}
			: {sentence: keyFault(bound, messages), path, isName: true};
	}

	return {bindings: bound, rebound: wishes.map(({command}) => command)};
}

function readWishes(keys: Keys): readonly Wish[] {
	return Object.entries(keys).map(([command, list]) => ({
		command,
		keys: isNested(list) ? list : [list],
	}));
}

type KeyList = Keys[string];

function isNested(list: KeyList): list is string[][] {
	return list.some(item => Array.isArray(item));
}

/** What is wrong, and what to do about it. */
function keyFault(fault: RebindFault, {config: words}: Messages): string {
	const command = echo(fault.command);

	switch (fault.kind) {
		case 'unknown-command': {
			return words.unknownCommand(command, closestName(fault.command, freeCommands));
		}

		case 'fixed': {
			return words.fixedCommand(command);
		}

		case 'directions': {
			return words.directions(command, fault.count);
		}

		case 'no-key': {
			return words.noKey(echo(fault.key));
		}

		case 'taken': {
			return words.taken(echo(fault.key), command, fault.by);
		}
	}
}
