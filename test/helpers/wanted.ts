/** A text or pattern on the screen (lines joined by newlines), or a predicate. */
export type Wanted = string | RegExp | ((screen: readonly string[]) => boolean);

export function matcher(wanted: Wanted): (screen: readonly string[]) => boolean {
	if (typeof wanted === 'function') {
		return wanted;
	}

	return typeof wanted === 'string'
		? screen => screen.join('\n').includes(wanted)
		: screen => wanted.test(screen.join('\n'));
}

/** For the message of a timeout. */
export function describe(wanted: Wanted): string {
	return typeof wanted === 'string' ? JSON.stringify(wanted) : String(wanted);
}
