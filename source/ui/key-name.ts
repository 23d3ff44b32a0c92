import type {BindingId} from '../store/keys/binding.ts';
import {paletteName, type KeyOf} from '../store/keys/key-of.ts';
import type {KeyName} from '../terminal/input/key.ts';
import type {Appearance} from './theme/appearance.ts';
import type {Glyphs} from './theme/glyphs.ts';

const printed: Readonly<Record<KeyName, string>> = {pageup: 'PgUp', pagedown: 'PgDn'};

/** Returns the name of a key as printed on keyboards. */
export function keyName(key: KeyName, glyphs: Glyphs): string {
	return key.startsWith('alt+')
		? `alt+${keyName(key.slice(4), glyphs)}`
		: (glyphs.arrows[key] ?? printed[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key));
}

/** Returns the names of keys with spaces between them. Leaves out keys of own commands that an ASCII terminal cannot show. */
export function keyNames(
	keys: readonly KeyName[],
	{glyphs, paint}: Pick<Appearance, 'glyphs' | 'paint'>,
): string {
	return keys
		.filter(key => !paint.ascii || /^[\u0020-\u007E]*$/.test(key))
		.map(key => keyName(key, glyphs))
		.join(' ');
}

/**
 * Returns the name of the first key of a command, or a name like `:quit` if the command has no key. Some commands have
 * several directions, such as up and down: `direction` is the index of one of them.
 */
export function firstKey(
	id: BindingId,
	{bindings, glyphs}: Appearance,
	{direction}: {readonly direction: number} = {direction: 0},
): string {
	const binding = bindings.find(one => one.id === id && one.where !== 'prompt');
	const key = binding?.does[direction]?.keys[0];
	return key === undefined ? paletteName(id) : keyName(key, glyphs);
}

/** Returns a function that, like `firstKey`, names the first key of a command. */
export function keysIn(appearance: Appearance): KeyOf {
	return (id, options) =>
		typeof id === 'string'
			? firstKey(id, appearance, options)
			: keyName(id.pressed, appearance.glyphs);
}
