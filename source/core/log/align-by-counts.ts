import {countKinds, EntryKinds} from './entry-kinds.ts';
import type {LogEntry} from './log-entry.ts';

/** What of an answer's log is new. */
export type LogAlignment =
	/** Nothing. */
	| {readonly kind: 'known'}
	/** The entries from the index `from` on; `hole` says that others are missing before them. */
	| {readonly kind: 'tail' | 'hole'; readonly from: number}
	/** Some among known ones: `fresh`. `served` is everything, in the order in which the service tells it now. */
	| {readonly kind: 'mixed'; readonly fresh: LogEntry[]; readonly served: LogEntry[]};

/** The event that an engine's log begins with. Nothing is missing before it. */
const openingEvent = 'execution_start';

/**
 * Finds a known entry for each of the answer's by what they are, not where (point 4 of `alignLog`). Of alike known
 * ones the last are meant, since the first are the ones to leave a window; of alike ones in the answer the last are new.
 * The first `common` entries are the same on both sides.
 */
export function alignByCounts(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	common: number,
): LogAlignment {
	const before = entries.slice(common, length);
	const now = response.slice(common);
	const places = findPlaces(before, now);
	const fresh = now.filter((_, index) => places[index] === undefined);

	if (fresh.length === response.length) {
		const opens = response[0]?.eventType?.exact === openingEvent;
		return {kind: opens ? 'tail' : 'hole', from: 0};
	}

	return fresh.length === 0
		? {kind: 'known'}
		: {
				kind: 'mixed',
				fresh,
				served: [...response.slice(0, common), ...serve(before, now, places)],
			};
}

/** Where each entry of `now` stands in `before`; undefined where it does not. */
function findPlaces(
	before: readonly LogEntry[],
	now: readonly LogEntry[],
): ReadonlyArray<number | undefined> {
	const kinds = new EntryKinds();
	const told = now.map(entry => kinds.kindOf(entry));
	const counts = countKinds(told, kinds.count);
	const places: number[][] = Array.from(counts, () => []);

	// Most known entries are of other times than the answer's, and a kind costs much more than a number.
	const ats = new Set(now.map(({at}) => at));

	for (const [index, entry] of before.entries()) {
		if (ats.has(entry.at)) {
			places[kinds.kindOf(entry)]?.push(index);
		}
	}

	for (const [kind, count] of counts.entries()) {
		// Backwards, so that the first is at the end, to be taken first.
		places[kind] = (places[kind] ?? []).slice(-count).toReversed();
	}

	return told.map(kind => places[kind]?.pop());
}

/** Everything in the service's order: the answer, and what it leaves out still after what it stood after before. */
function serve(
	entries: readonly LogEntry[],
	response: readonly LogEntry[],
	places: ReadonlyArray<number | undefined>,
): LogEntry[] {
	const told = new Set(places);
	const served: LogEntry[] = [];
	const addUntold = (from: number): void => {
		for (let index = from; index < entries.length && !told.has(index); index++) {
			const entry = entries[index];

			if (entry !== undefined) {
				served.push(entry);
			}
		}
	};

	addUntold(0);

	for (const [index, entry] of response.entries()) {
		const place = places[index];
		served.push(entry);

		if (place !== undefined) {
			addUntold(place + 1);
		}
	}

	return served;
}
