import {RecentCache} from '../../source/core/recent.ts';

/** As many as a few whole screens have rows. */
const least = 512;

/** The same function, done once for a text: Ink does it for each row of each frame, of which nearly all are as they were. */
export function memoizeRecent<T>(work: (text: string) => T): (text: string) => T {
	const done = new RecentCache<string, T>(least);

	return text => {
		let known = done.get(text);

		if (known === undefined) {
			known = work(text);
			done.set(text, known);
		}

		return known;
	};
}
