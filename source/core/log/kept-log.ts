import type {Execution} from '../execution.ts';
import {nodeEventKind} from './node-event.ts';
import {entryAt, errorsOf, type RunLog} from './run-log.ts';

/** The newest response of a run, and what is kept of its log. */
export type KeptResponse = {readonly execution: Execution; readonly log: RunLog};

/** How many of the newest entries the history keeps of a log, and of those with errors and events, the first ones. */
const most = {newest: 200, errors: 100, events: 1000};

/**
 * Returns what the history keeps of a log: the newest entries, the first errors, and the events from which the times of
 * the nodes follow. `gaps`: the indices of the kept entries before which entries are missing.
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

function keptIndices(log: RunLog): readonly number[] {
	const {entries, leftOut} = log;
	const newest = [...entries.keys()].slice(-most.newest).map(place => leftOut + place);
	const events = entries.flatMap((entry, place) => {
		const kind = nodeEventKind(entry);
		return kind === 'progress' || kind === 'other' ? [] : [leftOut + place];
	});
	const errors = errorsOf(log).slice(0, most.errors);
	return [...new Set([...errors, ...events.slice(0, most.events), ...newest])].toSorted(
		(a, b) => a - b,
	);
}
