import QuickLRU from 'quick-lru';

/** As many as a few whole screens have rows. */
const maxSize = 512;

/** Caches a function of Ink that is called for each row of each frame, since nearly all rows stay the same. */
export function memoizeRecent<T>(compute: (text: string) => T): (text: string) => T {
	const cache = new QuickLRU<string, T>({maxSize});

	return text => {
		let value = cache.get(text);

		if (value === undefined) {
			value = compute(text);
			cache.set(text, value);
		}

		return value;
	};
}
