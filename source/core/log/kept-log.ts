import type {Execution} from '../execution.ts';
import {logGaps, type LogSnapshot} from './log-store.ts';
import type {LogEntry} from './log-entry.ts';

/** The newest response of a run, and what is kept of its log. */
export type KeptResponse = {readonly execution: Execution; readonly log: LogSnapshot};

/** How many of the newest entries the history keeps of a log. */
const maxNewest = 500;
/** How many errors it keeps, the first ones, and how many entries around each. */
const maxErrors = 100;
const errorContext = 5;
/** How many changes from one node to another it keeps, from which the times of the nodes follow. */
const maxNodeChanges = 500;

/**
 * Returns what the history keeps of a log: the newest entries, the errors with the entries around them, and the first
 * and last entry of each node. `gaps`: the indices of the kept entries before which entries are missing.
 */
export function keptLog(log: LogSnapshot): {
	readonly entries: readonly LogEntry[];
	readonly gaps: readonly number[];
} {
	const {
		store: {entries, errors},
		length,
	} = log;
	const kept = new Set<number>();

	function keep(from: number, until: number): void {
		for (let index = Math.max(0, from); index < Math.min(length, until); index++) {
			kept.add(index);
		}
	}

	keep(0, 1);
	keep(length - maxNewest, length);

	for (const error of errors.slice(0, maxErrors)) {
		keep(error - errorContext, error + errorContext + 1);
	}

	let changes = 0;

	for (let index = 1; index < length && changes < maxNodeChanges; index++) {
		if (entries[index]?.nodeId?.exact !== entries[index - 1]?.nodeId?.exact) {
			keep(index - 1, index + 1);
			changes++;
		}
	}

	const indices = [...kept].toSorted((a, b) => a - b);
	const missing = new Set(logGaps(log));
	const gaps = indices.flatMap((index, place) => {
		const previous = indices[place - 1] ?? -1;
		return index > previous + 1 || missing.has(index) ? [place] : [];
	});
	return {entries: indices.flatMap(index => entries[index] ?? []), gaps};
}
