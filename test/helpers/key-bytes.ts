/** The escape sequence or control character that a terminal sends for each key with a name. */
const named = {
	up: '\u001B[A',
	down: '\u001B[B',
	right: '\u001B[C',
	left: '\u001B[D',
	home: '\u001B[H',
	end: '\u001B[F',
	pageup: '\u001B[5~',
	pagedown: '\u001B[6~',
	insert: '\u001B[2~',
	del: '\u001B[3~',
	tab: '\t',
	'shift+tab': '\u001B[Z',
	enter: '\r',
	esc: '\u001B',
	space: ' ',
	backspace: '\u007F',
	f1: '\u001BOP',
	f2: '\u001BOQ',
	f3: '\u001BOR',
	f4: '\u001BOS',
	f5: '\u001B[15~',
	f6: '\u001B[17~',
	f9: '\u001B[20~',
	f12: '\u001B[24~',
	'alt+left': '\u001B[1;3D',
	'alt+right': '\u001B[1;3C',
	'alt+backspace': '\u001B\u007F',
} as const;

const cursorKeys: ReadonlySet<string> = new Set(['up', 'down', 'right', 'left', 'home', 'end']);

/** A key by name (`down`, `shift+tab`, `ctrl+c`, `alt+b`), or a character. */
export type Key = keyof typeof named | `ctrl+${string}` | (string & {});

/**
 * The bytes of a key. Throws for an unknown name, so that a typo is not sent letter by letter.
 * @param applicationCursor Whether the program enabled application cursor keys (DECCKM).
 */
export function keyBytes(key: Key, applicationCursor = false): string {
	const sequence = Object.hasOwn(named, key) ? named[key as keyof typeof named] : undefined;

	if (sequence !== undefined) {
		return applicationCursor && cursorKeys.has(key) ? sequence.replace('[', 'O') : sequence;
	}

	const [, letter] = /^ctrl\+([a-z@[\\\]^_])$/.exec(key) ?? [];

	if (letter !== undefined) {
		return String.fromCodePoint((letter.toUpperCase().codePointAt(0) ?? 0) & 0x1f);
	}

	if (/^alt\+.$/u.test(key)) {
		return `\u001B${key.slice(4)}`;
	}

	if (!/^.$/u.test(key)) {
		throw new Error(`no key is called "${key}"; use type() for text`);
	}

	return key;
}

/** The keys of a text such as `j / "cuda" enter`: names of keys separated by spaces, and quoted texts that are typed. */
export function keysIn(text: string): ReadonlyArray<{readonly key: Key} | {readonly text: string}> {
	return (text.match(/"[^"]+"|\S+/g) ?? []).map(part =>
		/^".+"$/.test(part) ? {text: part.slice(1, -1)} : {key: part},
	);
}
