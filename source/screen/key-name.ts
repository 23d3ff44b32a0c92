import type {KeyName} from '../keys/key.ts';
import type {Glyphs} from './glyphs.ts';

const printed: Readonly<Record<KeyName, string>> = {pageup: 'PgUp', pagedown: 'PgDn', f1: 'F1'};

/** A key as the reader finds it on the keyboard. */
export function keyName(key: KeyName, {arrows}: Glyphs): string {
	return arrows[key] ?? printed[key] ?? key;
}
