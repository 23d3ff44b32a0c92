import type {BindingId} from '../store/keys/binding.ts';
import type {KeyName} from '../terminal/input/key.ts';
import {paletteName, type KeyOf} from '../store/keys/key-of.ts';
import type {Glyphs} from './theme/glyphs.ts';
import type {Appearance} from './theme/appearance.ts';

const printed: Readonly<Record<KeyName, string>> = {pageup: 'PgUp', pagedown: 'PgDn'};

/** A key as the reader finds it on the keyboard. */
export function keyName(key: KeyName, {arrows}: Glyphs): string {
	return arrows[key] ?? printed[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key);
}

/** Keys as the reader finds them, one after the other; without those that a terminal without Unicode cannot show. */
export function keyNames(
	keys: readonly KeyName[],
	{glyphs, paint}: Pick<Appearance, 'glyphs' | 'paint'>,
): string {
	return keys
		.filter(key => isShown(key, paint))
		.map(key => keyName(key, glyphs))
		.join(' ');
}

/** The first key of a command as it is bound, for a sentence that names it; what it is called where it has none. */
export function firstKey(id: BindingId, appearance: Appearance, direction = 0): string {
	const key = boundKey(id, direction, appearance);
	return key === undefined ? paletteName(id) : keyName(key, appearance.glyphs);
}

/** For sentences that name several commands, or one of many. */
export function keysIn(appearance: Appearance): KeyOf {
	return (id, direction) => firstKey(id, appearance, direction);
}

/** The same for ears: what a sign is called. */
export function screenReaderKeys(appearance: Appearance): KeyOf {
	const names: Readonly<Record<string, string>> = appearance.messages.speech.keys;
	return (id, direction = 0) => {
		const key = boundKey(id, direction, appearance);
		return key === undefined ? paletteName(id) : (names[key] ?? keyName(key, appearance.glyphs));
	};
}

function boundKey(
	id: BindingId,
	direction: number,
	{bindings, paint}: Pick<Appearance, 'bindings' | 'paint'>,
): KeyName | undefined {
	const binding = bindings.find(one => one.id === id && one.where !== 'prompt');
	return binding?.does[direction]?.keys.find(key => isShown(key, paint));
}

/** A terminal without Unicode cannot show a key that is not in ASCII. */
function isShown(key: KeyName, {ascii}: Appearance['paint']): boolean {
	return !ascii || /^[\u0020-\u007E]*$/.test(key);
}
