import type {Binding} from '../store/keys/binding.ts';
import {keymap} from '../features/keymap.ts';
import {
	rebindableCommands,
	rebind,
	type RebindFault,
	type KeyOverride,
} from '../store/keys/rebind.ts';
import type {Messages} from '../i18n/index.ts';
import {closestName} from '../core/text/closest-name.ts';
import type {ConfigContent} from './config-schema.ts';
import {quoteInput} from './quote-input.ts';
import type {JsonPath} from './json-text.ts';

type Keys = NonNullable<ConfigContent['keys']>;

/** The key bindings with the user's changes, and the commands with changed keys. */
export type UserKeys = {
	readonly bindings: readonly Binding[];
	readonly rebound: readonly string[];
};

/** An error in the keys, as a sentence, and its position: the value at the path, or the name of that value. */
export type KeysFault = {
	readonly sentence: string;
	readonly path: JsonPath;
	readonly isName: boolean;
};

/** The search stops after this many. */
const maxFaults = 20;

/** Applies the keys of the config to the key bindings, or returns all errors in them. */
export function readKeyOverrides(
	keys: Keys,
	messages: Messages,
): UserKeys | {readonly faults: readonly KeysFault[]} {
	const faults: KeysFault[] = [];
	let rest = keys;

	for (;;) {
		const wishes = readWishes(rest);
		const bound = wishes.length === 0 ? keymap : rebind(wishes);

		if (!('kind' in bound) || faults.length === maxFaults) {
			return faults.length === 0 && !('kind' in bound)
				? {bindings: bound, rebound: wishes.map(({command}) => command)}
				: {faults};
		}

		// What is wrong besides shows when this is left out.
		faults.push(placed(bound, keys, messages));
		rest = without(rest, bound);
	}
}

function placed(fault: RebindFault, keys: Keys, messages: Messages): KeysFault {
	const sentence = keyFault(fault, messages);
	const path = ['keys', fault.command];

	if (!('key' in fault)) {
		return {sentence, path, isName: true};
	}

	const list = keys[fault.command] ?? [];
	const [steps, own] = isNested(list)
		? [[fault.direction], list[fault.direction] ?? []]
		: [[], list];
	return {sentence, path: [...path, ...steps, own.indexOf(fault.key)], isName: false};
}

function without(keys: Keys, fault: RebindFault): Keys {
	const {[fault.command]: list = [], ...others} = keys;

	if (!('key' in fault)) {
		return others;
	}

	const left = (own: readonly string[]) => own.filter(key => key !== fault.key);
	return {
		...others,
		[fault.command]: isNested(list)
			? list.map((own, direction) => (direction === fault.direction ? left(own) : own))
			: left(list),
	};
}

function readWishes(keys: Keys): readonly KeyOverride[] {
	return Object.entries(keys).map(([command, list]) => ({
		command,
		keys: isNested(list) ? list : [list],
	}));
}

type KeyList = Keys[string];

function isNested(list: KeyList): list is string[][] {
	return list.some(item => Array.isArray(item));
}

/** The error and its remedy. */
function keyFault(fault: RebindFault, {config: words}: Messages): string {
	const command = quoteInput(fault.command);

	switch (fault.kind) {
		case 'unknown-command': {
			return words.unknownCommand(command, closestName(fault.command, rebindableCommands));
		}

		case 'fixed': {
			return words.fixedCommand(command);
		}

		case 'directions': {
			return words.directions(command, fault.count);
		}

		case 'no-key': {
			return words.noKey(quoteInput(fault.key));
		}

		case 'taken': {
			return words.taken(quoteInput(fault.key), command, fault.by);
		}
	}
}
