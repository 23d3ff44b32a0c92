/** What a test waits for: a text or a pattern anywhere on the screen (lines joined by `\n`), or its own idea. */
export type Wanted = string | RegExp | ((screen: readonly string[]) => boolean);

/** Tells whether a screen shows what is wanted. */
export function matcher(wanted: Wanted): (screen: readonly string[]) => boolean {
	if (typeof wanted === 'function') {
		return wanted;
	}

	return typeof wanted === 'string'
		? screen => screen.join('\n').includes(wanted)
		: screen => wanted.test(screen.join('\n'));
}

/** What is wanted, for the message that it did not come. */
export function describe(wanted: Wanted): string {
	return typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted);
}
