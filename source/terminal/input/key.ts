/** What Ink tells of a key besides its text; the part of Ink's own type that is read here. */
export type KeyFlags = {
	readonly upArrow: boolean;
	readonly downArrow: boolean;
	readonly leftArrow: boolean;
	readonly rightArrow: boolean;
	readonly pageDown: boolean;
	readonly pageUp: boolean;
	readonly home: boolean;
	readonly end: boolean;
	readonly return: boolean;
	readonly escape: boolean;
	readonly ctrl: boolean;
	readonly shift: boolean;
	readonly tab: boolean;
	readonly backspace: boolean;
	readonly delete: boolean;
	readonly meta: boolean;
};

/**
 * A key by its name: a printable character as it is (`j`, `G`, `?`), others as `down`, `pageup`, `enter`, `esc`,
 * `space`, `f1`, with `ctrl+` or `shift+` before it where the terminal tells.
 */
export type KeyName = string;

/**
 * F1 to F12, which Ink does not name: `terminal/key-filter` puts characters of the private use area in their places, from
 * this one on.
 */
const f1 = 0xf_101;
const functionKeyCount = 12;

const named: readonly (readonly [keyof KeyFlags, KeyName])[] = [
	['upArrow', 'up'],
	['downArrow', 'down'],
	['leftArrow', 'left'],
	['rightArrow', 'right'],
	['pageDown', 'pagedown'],
	['pageUp', 'pageup'],
	['home', 'home'],
	['end', 'end'],
	['return', 'enter'],
	['escape', 'esc'],
	['backspace', 'backspace'],
	['delete', 'del'],
];

const characters: Readonly<Record<string, KeyName>> = {
	' ': 'space',
	'\r': 'enter',
	'\n': 'enter',
	'\t': 'tab',
	'\b': 'backspace',
	'\u007F': 'backspace',
	...Object.fromEntries(
		Array.from({length: functionKeyCount}, (_, index) => [
			String.fromCodePoint(f1 + index),
			`f${index + 1}`,
		]),
	),
};

const names: ReadonlySet<KeyName> = new Set([
	...named.map(([, name]) => name),
	...Object.values(characters),
	'shift+tab',
]);

/** Whether a text is the name of a key that can be pressed: what `readKeys` can give. */
export function isKeyName(text: string): boolean {
	return /^(?:[\p{L}\p{N}\p{P}\p{S}]|ctrl\+[a-z])$/u.test(text)
		? !/^ctrl\+[hijm]$/.test(text)
		: names.has(text);
}

/**
 * The keys of one call of Ink's input handler. Keys that are pressed fast or held down arrive glued (`jjj` in one
 * call), so there may be several. Keys held with alt are none of ours.
 */
export function readKeys(input: string, flags: KeyFlags): readonly KeyName[] {
	const name = named.find(([flag]) => flags[flag])?.[1];

	if (name !== undefined) {
		return [name];
	}

	if (flags.tab) {
		return [flags.shift ? 'shift+tab' : 'tab'];
	}

	if (flags.ctrl) {
		return [`ctrl+${input}`];
	}

	return flags.meta ? [] : [...input].map(nameOf);
}

/** Glued behind others Ink takes the keys held with ctrl for text: they are the control characters 1 to 26. */
function nameOf(character: string): KeyName {
	const code = character.charCodeAt(0);
	const held = code >= 1 && code <= 26 ? `ctrl+${String.fromCharCode(code + 0x60)}` : character;
	return characters[character] ?? held;
}
