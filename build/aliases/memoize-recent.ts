import QuickLRU from 'quick-lru';

/** The maximum number of cached texts: enough for the rows of a few screens. */
const maxSize = 512;

/** Caches the results of `compute`, which Ink calls for every row of every frame, because most rows do not change. */
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
