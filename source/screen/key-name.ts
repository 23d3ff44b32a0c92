import type {BindingId} from '../keys/binding.ts';
import type {KeyName} from '../keys/key.ts';
import type {Glyphs} from './glyphs.ts';
import type {Look} from './look.ts';

const printed: Readonly<Record<KeyName, string>> = {pageup: 'PgUp', pagedown: 'PgDn'};

/** A key as the reader finds it on the keyboard. */
export function keyName(key: KeyName, {arrows}: Glyphs): string {
	return arrows[key] ?? printed[key] ?? (/^f\d+$/.test(key) ? key.toUpperCase() : key);
}

/** Keys as the reader finds them, one after the other; without those that a terminal without Unicode cannot show. */
export function keyNames(
	keys: readonly KeyName[],
	{glyphs, paint}: Pick<Look, 'glyphs' | 'paint'>,
): string {
	return keys
		.filter(key => !paint.ascii || /^[\u0020-\u007E]*$/.test(key))
		.map(key => keyName(key, glyphs))
		.join(' ');
}

/** The first key of a command as it is bound, for a sentence that names it; what it is called where it has none. */
export function firstKey(id: BindingId, {bindings, glyphs}: Look): string {
	const binding = bindings.find(one => one.id === id && one.where !== 'prompt');
	const key = binding?.does[0]?.keys[0];
	return key === undefined ? `:${id}` : keyName(key, glyphs);
}
