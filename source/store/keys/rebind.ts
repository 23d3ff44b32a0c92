import type {Binding, BindingId, Where} from './binding.ts';
import {isKeyName, type KeyName} from '../../terminal/input/key.ts';
import {keymap} from '../../features/keymap.ts';

/** The keys that a command is to have, instead of all that it has: for each of its directions a list. */
export type KeyOverride = {
	readonly command: string;
	readonly keys: readonly (readonly string[])[];
};

/** Why keys cannot be bound so. `wish` and `key` are places among the wishes. */
export type RebindFault = {readonly command: string} & (
	| {readonly kind: 'unknown-command'; readonly commands: readonly string[]}
	/** The keys by which everything can be left are not to be lost. */
	| {readonly kind: 'fixed'}
	| {readonly kind: 'directions'; readonly count: number}
	| ({readonly direction: number; readonly index: number; readonly key: string} & (
			| {readonly kind: 'no-key'}
			/** The key does something else already where this command works. */
			| {readonly kind: 'taken'; readonly by: BindingId}
	  ))
);

const isRebindable = ({id, where}: Binding): boolean => where !== 'prompt' && id !== 'interrupt';

/** The commands that can have other keys, each once. */
export const rebindableCommands: readonly BindingId[] = [
	...new Set(keymap.filter(isRebindable).map(({id}) => id)),
];

/** The table of keys with the user's own in it; or the first thing that is wrong with them. */
export function rebind(overrides: readonly KeyOverride[]): readonly Binding[] | RebindFault {
	for (const override of overrides) {
		const fault = overrideFault(override);

		if (fault !== null) {
			return fault;
		}
	}

	const byCommand = new Map(overrides.map(({command, keys}) => [command, keys]));
	const table = keymap.map(binding => {
		const keys = isRebindable(binding) ? byCommand.get(binding.id) : undefined;
		return keys === undefined ? binding : withKeys(binding, keys);
	});
	return firstConflict(table, overrides) ?? table;
}

function overrideFault({command, keys}: KeyOverride): RebindFault | null {
	const bindings = keymap.filter(({id}) => id === command);
	const binding = bindings.find(isRebindable);

	if (binding === undefined) {
		return bindings.length === 0
			? {kind: 'unknown-command', command, commands: rebindableCommands}
			: {kind: 'fixed', command};
	}

	const count = binding.does.length;

	if (keys.length !== count) {
		return {kind: 'directions', command, count};
	}

	for (const [direction, list] of keys.entries()) {
		const index = list.findIndex(key => !isKeyName(key));

		if (index !== -1) {
			return {kind: 'no-key', command, direction, index, key: list[index] ?? ''};
		}
	}

	return null;
}

function withKeys(binding: Binding, keys: KeyOverride['keys']): Binding {
	const does = binding.does.map(({command}, direction) => ({command, keys: keys[direction] ?? []}));
	const first = does.flatMap(({keys: [key]}) => (key === undefined ? [] : [key]));
	// The footer names one key for each direction, as far as there are any.
	const {footer, ...rest} = binding;
	return footer === undefined || first.length === 0
		? {...rest, does}
		: {...rest, does, footer: first.slice(0, Math.max(1, footer.length))};
}

/** A key of a wish that would do two things in one pane. */
function firstConflict(
	table: readonly Binding[],
	overrides: readonly KeyOverride[],
): RebindFault | null {
	for (const {command, keys} of overrides) {
		for (const [direction, list] of keys.entries()) {
			for (const [index, key] of list.entries()) {
				const by = takenBy(table, command, direction, key);

				if (by !== null) {
					return {kind: 'taken', command, direction, index, key, by};
				}
			}
		}
	}

	return null;
}

function takenBy(
	table: readonly Binding[],
	command: string,
	direction: number,
	key: KeyName,
): BindingId | null {
	const own = table.filter(binding => binding.id === command && isRebindable(binding));

	for (const {where} of own) {
		for (const other of table) {
			const again = other.does.some(
				({keys}, place) =>
					keys.includes(key) &&
					!(other.id === command && (place === direction || !isRebindable(other))),
			);

			if (again && overlap(where, other.where)) {
				return other.id;
			}
		}
	}

	return null;
}

/** Whether both can be pressed in the same place. What is typed in a prompt is none of the others' concern. */
function overlap(one: Where, other: Where): boolean {
	return (
		one === other ||
		((one === 'everywhere' || other === 'everywhere') && one !== 'prompt' && other !== 'prompt')
	);
}
