import {countKinds, EntryKinds} from './entry-kinds.ts';
import type {LogEntry} from './log-entry.ts';

/** Which entries of a response are new. */
export type LogAlignment =
	| {readonly kind: 'unchanged'}
	/** The entries from the index `from` on follow the known ones; `gap`: entries between them are missing. */
	| {readonly kind: 'append' | 'gap'; readonly from: number}
	/** New entries among known ones. `serverOrder` has all entries. */
	| {
			readonly kind: 'insert';
			readonly newEntries: LogEntry[];
			readonly serverOrder: LogEntry[];
	  };

/** The first event of every engine's log. */
const firstEvent = 'execution_start';

/**
 * Matches the entries of a response with known entries by content, not position (step 4 of `alignLog`). Among equal
 * known entries the last ones match, since the first ones leave a window first; among equal entries of the response the
 * last ones are new. The first `common` entries of both sides are the same.
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

/** The index in `known` of each entry of `received`; undefined for new entries. */
function findMatches(
	known: readonly LogEntry[],
	received: readonly LogEntry[],
): ReadonlyArray<number | undefined> {
	const kinds = new EntryKinds();
	const receivedKinds = received.map(entry => kinds.kindOf(entry));
	const counts = countKinds(receivedKinds, kinds.count);
	const indices: number[][] = Array.from(counts, () => []);

	// Hot path: most known entries have other times, and a kind costs much more than a look-up of the time.
	const times = new Set(received.map(({at}) => at));

	for (const [index, entry] of known.entries()) {
		if (times.has(entry.at)) {
			indices[kinds.kindOf(entry)]?.push(index);
		}
	}

	for (const [kind, count] of counts.entries()) {
		// Reversed, so that `pop` takes the first one.
		indices[kind] = (indices[kind] ?? []).slice(-count).toReversed();
	}

	return receivedKinds.map(kind => indices[kind]?.pop());
}

/** All entries in the server's order. Known entries that the response lacks stay after their predecessor. */
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
