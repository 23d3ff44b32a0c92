import type {Binding} from '../store/keys/binding.ts';
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

/** The key bindings after applying the config, and the commands whose keys the config changes. */
export type UserKeys = {
	readonly bindings: readonly Binding[];
	readonly rebound: readonly string[];
};

/** An error at the member with this path: in its name (`isName`) or in its value. */
export type KeysFault = {
	readonly sentence: string;
	readonly path: JsonPath;
	readonly isName: boolean;
};

const maxFaults = 20;

/** Applies the keys of the config to the default key bindings. Returns all errors if there are any. */
export function readKeyOverrides(
	keys: Keys,
	messages: Messages,
): UserKeys | {readonly faults: readonly KeysFault[]} {
	const faults: KeysFault[] = [];
	let overrides: readonly KeyOverride[] = Object.entries(keys).map(([command, list]) => ({
		command,
		keys: isNested(list) ? list : [list],
	}));
	let bindings = rebind(overrides);

	while ('kind' in bindings && faults.length < maxFaults) {
		faults.push({...locate(bindings, keys), sentence: describe(bindings, messages)});
		// Removes the invalid override, because `rebind` reports only the first error.
		overrides = without(overrides, bindings);
		bindings = rebind(overrides);
	}

	return faults.length > 0 || 'kind' in bindings
		? {faults}
		: {bindings, rebound: overrides.map(({command}) => command)};
}

function isNested(list: Keys[string]): list is string[][] {
	return list.some(item => Array.isArray(item));
}

function locate(fault: RebindFault, keys: Keys): Pick<KeysFault, 'path' | 'isName'> {
	const path = ['keys', fault.command];
	const list = keys[fault.command];

	if (!('key' in fault) || list === undefined) {
		return {path, isName: true};
	}

	return isNested(list)
		? {
				path: [...path, fault.direction, list[fault.direction]?.indexOf(fault.key) ?? 0],
				isName: false,
			}
		: {path: [...path, list.indexOf(fault.key)], isName: false};
}

function without(overrides: readonly KeyOverride[], fault: RebindFault): readonly KeyOverride[] {
	if (!('key' in fault)) {
		return overrides.filter(({command}) => command !== fault.command);
	}

	const {command, direction, key} = fault;
	return overrides.map(override =>
		override.command === command
			? {
					command,
					keys: override.keys.map((list, index) =>
						index === direction ? list.filter(own => own !== key) : list,
					),
				}
			: override,
	);
}

function describe(fault: RebindFault, {config: words}: Messages): string {
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
