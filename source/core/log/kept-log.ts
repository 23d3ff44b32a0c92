import type {Execution} from '../execution.ts';
import {nodeEventKind} from './node-event.ts';
import {entryAt, errorsOf, logLength, type RunLog} from './run-log.ts';

/** The newest response of a run, and what is kept of its log. */
export type KeptResponse = {readonly execution: Execution; readonly log: RunLog};

/** How many of the newest entries the history keeps of a log. */
const maxNewest = 200;
/** How many errors it keeps, the first ones. */
const maxErrors = 100;
/** How many entries it keeps for the times of the nodes. */
const maxNodeEntries = 1500;

/**
 * Returns what the history keeps of a log: the newest entries, the first errors, and the entries from
 * which the times of the nodes follow. `gaps`: the indices of the kept entries before which entries are missing.
 */
export function keptLog(log: RunLog) {
	const indices = keptIndices(log);
	const missing = new Set(log.gaps);
	const gaps = indices.flatMap((index, place) => {
		const previous = indices[place - 1] ?? -1;
		return index > previous + 1 || missing.has(index) ? [place] : [];
	});
	return {entries: indices.flatMap(index => entryAt(log, index) ?? []), gaps};
}

export function keptIndices(log: RunLog): readonly number[] {
	const length = logLength(log);
	const newest = Array.from(
		{length: Math.min(maxNewest, log.entries.length)},
		(_, place) => length - 1 - place,
	);
	const rest =
		newest.length === log.entries.length
			? []
			: [...errorsOf(log).slice(0, maxErrors), ...nodeEntries(log)];
	return [...new Set([...rest, ...newest])].toSorted((a, b) => a - b);
}

/**
 * Returns the indices of the entries that report when nodes start and end. Of consecutive entries of a node that only
 * report progress, these are the first and the last ones: the others change no time.
 */
function nodeEntries({entries, leftOut}: RunLog): ReadonlySet<number> {
	const found = new Set<number>();
	let last = {index: leftOut, node: ''};
	let lastProgress: number | null = null;

	for (const [place, entry] of entries.entries()) {
		if (found.size >= maxNodeEntries) {
			break;
		}

		const index = leftOut + place;
		const kind = nodeEventKind(entry);
		const isReport = kind !== 'progress' && kind !== 'other';
		const node = entry.nodeId?.exact ?? '';

		if (isReport || (node !== '' && node !== last.node)) {
			found
				.add(last.index)
				.add(lastProgress ?? index)
				.add(index);
			lastProgress = null;
		}

		if (isReport || node !== '') {
			last = {index, node};
		}

		if (node !== '' && kind === 'progress') {
			if (lastProgress === null) {
				found.add(index);
			}

			lastProgress = index;
		}
	}

	return found.add(last.index).add(lastProgress ?? last.index);
}
