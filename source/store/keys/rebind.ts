import type {Binding, BindingId, Where} from './binding.ts';
import {isKeyName, type KeyName} from '../../terminal/input/key.ts';
import {keymap} from '../../features/keymap.ts';

/** The keys that replace all default keys of a command. `keys` has one list for each direction of the command. */
export type KeyOverride = {
	readonly command: string;
	readonly keys: readonly (readonly string[])[];
};

type OverrideKey = {
	readonly command: string;
	readonly direction: number;
	readonly key: KeyName;
};

export type RebindFault = {readonly command: string} & (
	| {readonly kind: 'unknown-command'}
	/** The keys of this command cannot change, so that the user can always quit. */
	| {readonly kind: 'fixed'}
	| {readonly kind: 'directions'; readonly count: number}
	| (OverrideKey & {readonly kind: 'no-key'})
	| (OverrideKey & {readonly kind: 'taken'; readonly by: BindingId})
);

const isRebindable = ({id, where}: Binding): boolean => where !== 'prompt' && id !== 'interrupt';

export const rebindableCommands: readonly BindingId[] = [
	...new Set(keymap.filter(isRebindable).map(({id}) => id)),
];

/** Returns the key bindings with the overrides applied, or the first fault of the overrides. */
export function rebind(
	overrides: readonly KeyOverride[],
	defaults: readonly Binding[] = keymap,
): readonly Binding[] | RebindFault {
	const fault = overrides
		.map(override => overrideFault(override, defaults))
		.find(found => found !== null);

	if (fault !== undefined) {
		return fault;
	}

	const byCommand = new Map(overrides.map(({command, keys}) => [command, keys]));
	const table = defaults.map(binding => {
		const keys = isRebindable(binding) ? byCommand.get(binding.id) : undefined;
		return keys === undefined ? binding : withKeys(binding, keys);
	});
	const [conflict] = overrides.flatMap(keysIn).flatMap(key => conflictsOf(table, key));
	return conflict ?? table;
}

function overrideFault(
	{command, keys}: KeyOverride,
	defaults: readonly Binding[],
): RebindFault | null {
	const bindings = defaults.filter(({id}) => id === command);
	const binding = bindings.find(isRebindable);

	if (binding === undefined) {
		return bindings.length === 0 ? {kind: 'unknown-command', command} : {kind: 'fixed', command};
	}

	const count = binding.does.length;

	if (keys.length !== count) {
		return {kind: 'directions', command, count};
	}

	const wrong = keysIn({command, keys}).find(({key}) => !isKeyName(key));
	return wrong === undefined ? null : {kind: 'no-key', ...wrong};
}

function withKeys(binding: Binding, keys: KeyOverride['keys']): Binding {
	const does = binding.does.map(({command}, direction) => ({command, keys: keys[direction] ?? []}));
	const first = does.flatMap(({keys: [key]}) => (key === undefined ? [] : [key]));
	// The footer shows one key for each direction.
	const {footer, ...rest} = binding;
	return footer === undefined || first.length === 0
		? {...rest, does}
		: {...rest, does, footer: first.slice(0, Math.max(1, footer.length))};
}

/**
 * `overrideKey` assigns a key to a command. Returns a fault for each binding in `table` that uses this key for something
 * else in a place where the command works too.
 */
function conflictsOf(table: readonly Binding[], overrideKey: OverrideKey): readonly RebindFault[] {
	const {command, direction, key} = overrideKey;
	const isOwn = (binding: Binding): boolean => binding.id === command && isRebindable(binding);
	const own = table.filter(isOwn);
	return table
		.filter(user =>
			user.does.some(
				({keys}, index) => keys.includes(key) && !(isOwn(user) && index === direction),
			),
		)
		.filter(user => own.some(({where}) => overlap(where, user.where)))
		.map(({id}) => ({kind: 'taken', ...overrideKey, by: id}));
}

function keysIn({command, keys}: KeyOverride): readonly OverrideKey[] {
	return keys.flatMap((list, direction) => list.map(key => ({command, direction, key})));
}

/** Reports whether a key can have a meaning in both places at once. Keys of the prompt work only in the prompt. */
function overlap(one: Where, other: Where): boolean {
	return (
		one === other ||
		((one === 'everywhere' || other === 'everywhere') && one !== 'prompt' && other !== 'prompt')
	);
}
