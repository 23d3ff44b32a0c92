import {countKinds, EntryKinds} from './entry-kinds.ts';
import type {LogEntry} from './log-entry.ts';

export type LogAlignment =
	| {readonly kind: 'unchanged'}
	/** The entries from the index `from` on follow the known entries. `gap`: entries are missing before them. */
	| {readonly kind: 'append' | 'gap'; readonly from: number}
	/** New entries between known entries. `serverOrder` contains all entries. */
	| {
			readonly kind: 'insert';
			readonly newEntries: LogEntry[];
			readonly serverOrder: LogEntry[];
	  };

const firstEvent = 'execution_start';

/**
 * Matches the entries of a response with known entries by content, not position (step 4 of `alignLog`). Of equal known
 * entries the last ones match, since the first ones leave a window first. Of equal entries in the response the last
 * ones are new. The first `common` entries of both sides are the same.
 */
export function alignByCounts(
	entries: readonly LogEntry[],
	length: number,
	response: readonly LogEntry[],
	common: number,
): LogAlignment {
	const known = entries.slice(common, length);
	const received = response.slice(common);
	const matches = findMatches(known, received);
	const newEntries = received.filter((_, index) => matches[index] === undefined);

	if (newEntries.length === response.length) {
		const isStart = response[0]?.eventType?.exact === firstEvent;
		return {kind: isStart ? 'append' : 'gap', from: 0};
	}

	return newEntries.length === 0
		? {kind: 'unchanged'}
		: {
				kind: 'insert',
				newEntries,
				serverOrder: [...response.slice(0, common), ...merge(known, received, matches)],
			};
}

/** Returns the index in `known` of each entry of `received`; undefined for new entries. */
function findMatches(
	known: readonly LogEntry[],
	received: readonly LogEntry[],
): ReadonlyArray<number | undefined> {
	const kinds = new EntryKinds();
	const receivedKinds = received.map(entry => kinds.kindOf(entry));
	const counts = countKinds(receivedKinds, kinds.count);
	const indices: number[][] = Array.from(counts, () => []);

	// Hot path: most known entries have other times, and `kindOf` costs much more than a look-up of the time.
	const times = new Set(received.map(({at}) => at));

	for (const [index, entry] of known.entries()) {
		if (times.has(entry.at)) {
			indices[kinds.kindOf(entry)]?.push(index);
		}
	}

	for (const [kind, count] of counts.entries()) {
		// `pop` takes the first index from the reversed list.
		indices[kind] = (indices[kind] ?? []).slice(-count).toReversed();
	}

	return receivedKinds.map(kind => indices[kind]?.pop());
}

/** Returns all entries in the server's order. A known entry that the response lacks stays after its predecessor. */
function merge(
	known: readonly LogEntry[],
	received: readonly LogEntry[],
	matches: ReadonlyArray<number | undefined>,
): LogEntry[] {
	const matched = new Set(matches);
	const merged: LogEntry[] = [];
	const addUnmatched = (from: number): void => {
		for (let index = from; index < known.length && !matched.has(index); index++) {
			const entry = known[index];

			if (entry !== undefined) {
				merged.push(entry);
			}
		}
	};

	addUnmatched(0);

	for (const [index, entry] of received.entries()) {
		const match = matches[index];
		merged.push(entry);

		if (match !== undefined) {
			addUnmatched(match + 1);
		}
	}

	return merged;
}
