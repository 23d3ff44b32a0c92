import {cleanName} from '../core/text/sanitize.ts';
import {bindingName, keymap} from '../features/keymap.ts';
import type {Messages} from '../i18n/messages.ts';
import type {Binding, BindingId} from '../store/keys/binding.ts';
import {rebind, rebindableCommands, type RebindFault} from '../store/keys/rebind.ts';
import type {ConfigContent, OwnCommand} from './config-schema.ts';
import {closestName, quoteInput} from './usage-error.ts';

/** A mistake in the config. `path`: the names and indexes that lead to it. */
export type ConfigFault = {
	readonly path: ReadonlyArray<string | number>;
	readonly sentence: string;
};

/** The key bindings after applying the config, and the commands whose keys the config changes. */
export type UserKeys = {
	readonly bindings: readonly Binding[];
	readonly rebound: readonly string[];
};

/** Applies the settings `keys` and `commands` of the config to the default key bindings. */
export function readKeyOverrides(
	{keys = {}, commands = []}: Pick<ConfigContent, 'keys' | 'commands'>,
	messages: Messages,
): UserKeys & {readonly faults: readonly ConfigFault[]} {
	const overrides = [
		...Object.entries(keys).map(([command, list]) => ({
			command,
			keys: isNested(list) ? list : [list],
		})),
		...commands.map(({name, key}) => ({command: ownBindingId(name), keys: [[key]]})),
	];
	// The footer shows the first bindings first.
	const {bindings, faults} = rebind(overrides, [...commands.map(ownBinding), ...keymap]);
	return {
		bindings,
		rebound: Object.keys(keys),
		faults: faults.map(fault => {
			const own = commands.findIndex(({name}) => ownBindingId(name) === fault.command);
			return {
				path: own === -1 ? ['keys', fault.command] : ['commands', own, 'key'],
				sentence: describe(fault, messages),
			};
		}),
	};
}

function isNested(list: NonNullable<ConfigContent['keys']>[string]): list is string[][] {
	return list.some(item => Array.isArray(item));
}

function describe(fault: RebindFault, {config: texts, usage: {errors}}: Messages): string {
	const command = quoteInput(bindingName(fault.command));

	switch (fault.kind) {
		case 'unknown-command':
			return texts.unknown(command, closestName(fault.command, rebindableCommands));
		case 'fixed':
			return texts.fixedCommand(command);
		case 'taken':
			return texts.taken(quoteInput(fault.key), command, bindingName(fault.by));
		case 'directions':
		case 'no-key':
			return errors.invalidValue(`"${command}"`, null, errors.expects.keys);
	}
}

function ownBindingId(name: string): BindingId {
	return `own:${name}`;
}

/** Returns the binding of a command of the user's own, without its key, which `rebind` adds. */
function ownBinding({name, pane = 'everywhere', command, confirm = false}: OwnCommand): Binding {
	return {
		id: ownBindingId(name),
		where: pane,
		does: [
			{
				keys: [],
				command: {type: 'own-command', name: cleanName(name), argv: command, confirm},
			},
		],
		footer: [],
	};
}
