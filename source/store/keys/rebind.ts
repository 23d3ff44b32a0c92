import {isKeyName, type KeyName} from '../../terminal/input/key.ts';
import type {Binding, BindingId, KeyPlace} from './binding.ts';

/** The keys that replace all default keys of a command. `keys` has one list for each direction of the command. */
type KeyOverride = {
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

export const isRebindable = ({
	id,
	where,
}: Pick<Binding, 'where'> & {readonly id: string}): boolean =>
	where !== 'prompt' && id !== 'interrupt';

/** Returns the bindings `defaults` with the overrides applied, and what is wrong with the overrides. */
export function rebind(
	overrides: readonly KeyOverride[],
	defaults: readonly Binding[],
): {readonly bindings: readonly Binding[]; readonly faults: readonly RebindFault[]} {
	const byCommand = new Map(overrides.map(({command, keys}) => [command, keys]));
	const bindings = defaults.map(binding => {
		const keys = isRebindable(binding) ? byCommand.get(binding.id) : undefined;
		return keys === undefined ? binding : withKeys(binding, keys);
	});
	const faults = overrides.flatMap(override => [
		...overrideFaults(override, defaults),
		...overrideKeys(override).flatMap(key => conflictOf(bindings, key) ?? []),
	]);
	return {bindings, faults};
}

function overrideFaults(
	{command, keys}: KeyOverride,
	defaults: readonly Binding[],
): readonly RebindFault[] {
	const bindings = defaults.filter(({id}) => id === command);
	const binding = bindings.find(isRebindable);

	if (binding === undefined) {
		return [{kind: bindings.length === 0 ? 'unknown-command' : 'fixed', command}];
	}

	const count = binding.does.length;
	return keys.length === count
		? overrideKeys({command, keys})
				.filter(({key}) => !isKeyName(key))
				.map(key => ({kind: 'no-key', ...key}))
		: [{kind: 'directions', command, count}];
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
 * `overrideKey` assigns a key to a command. Returns a fault if a binding in `table` uses this key for something else in a
 * place where the command works too.
 */
function conflictOf(table: readonly Binding[], overrideKey: OverrideKey): RebindFault | null {
	const {command, direction, key} = overrideKey;
	const isOwn = (binding: Binding): boolean => binding.id === command && isRebindable(binding);
	const own = table.filter(isOwn);
	const user = table.find(
		binding =>
			own.some(({where}) => overlap(where, binding.where)) &&
			binding.does.some(
				({keys}, index) => keys.includes(key) && !(isOwn(binding) && index === direction),
			),
	);
	return user === undefined ? null : {kind: 'taken', ...overrideKey, by: user.id};
}

function overrideKeys({command, keys}: KeyOverride): readonly OverrideKey[] {
	return keys.flatMap((list, direction) => list.map(key => ({command, direction, key})));
}

/** Reports whether a key can have a meaning in both places at once. Keys of the prompt work only in the prompt. */
function overlap(one: KeyPlace, other: KeyPlace): boolean {
	return (
		one === other ||
		((one === 'everywhere' || other === 'everywhere') && one !== 'prompt' && other !== 'prompt')
	);
}
