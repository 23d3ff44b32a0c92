import {elapsedMs, executionCost} from '../execution.ts';
import {nodeUntil, type LastNode} from '../log/last-node.ts';
import type {LogEntry} from '../log/log-entry.ts';
import {nodeEventKind} from '../log/node-event.ts';
import {entryAt, errorsOf, logLength} from '../log/run-log.ts';
import {memoizeByObject} from '../memoize.ts';
import type {Run} from '../run.ts';
import type {Duration} from '../time/clock.ts';
import {adviceFor} from './advice.ts';

const maxEntriesBefore = 10;

/** Maximum number of log entries to search backwards for the entry that reports the end of the run. */
const maxEndEntries = 50;

type FailedNode = Pick<LastNode, 'node' | 'caption'> & {
	readonly activeMs: Duration | null;
};

export type FailureCard = Readonly<ReturnType<typeof makeCard>>;

/** Returns the failure card of a run that failed, was canceled or is unknown to the engine; null for any other run. */
export const failureCard = memoizeByObject((run: Run): FailureCard | null => {
	const kind = kindOf(run);
	return kind === null ? null : makeCard(run, kind);
});

function kindOf({execution, polling}: Run): 'failed' | 'canceled' | 'unknown-run' | null {
	const phase = execution?.phase;

	if (phase === 'failed' || phase === 'canceled') {
		return phase;
	}

	return polling.gaveUp === 'unknown-run' ? 'unknown-run' : null;
}

function makeCard(run: Run, kind: NonNullable<ReturnType<typeof kindOf>>) {
	const {execution, polling, log} = run;
	const ending = endingIndex(run);
	const index = errorsOf(log)[0] ?? ending;
	const first = index === null ? null : (entryAt(log, index) ?? null);
	const error =
		execution?.error ?? (kind === 'unknown-run' ? (polling.problem?.engineError ?? null) : null);
	return {
		kind,
		run: {id: run.id, safeId: run.safeId, title: run.title},
		workflowId: execution?.workflowId ?? null,
		taskId: execution?.taskId ?? null,
		error,
		/** The first error in the log, or else the entry in which the engine reports that the run failed or was interrupted. */
		first,
		node: nodeAt(run, [index, ending]),
		/** The entries before `first`, or the last ones of the log if `first` is null. A null item is a gap in the log. */
		before: entriesUpTo(run, index ?? logLength(log)),
		cost: executionCost(execution),
		duration: execution === null ? null : elapsedMs(execution, execution.terminalAt ?? 0),
		endedAt: execution?.terminalAt ?? null,
		advice:
			kind === 'unknown-run'
				? 'task'
				: adviceFor({error, message: first?.message.exact ?? '', wasCanceled: kind === 'canceled'}),
	};
}

/** Returns the index of the log entry in which the engine reports that the run failed or was interrupted. */
function endingIndex({log}: Run): number | null {
	const from = logLength(log) - maxEndEntries;
	const place = log.entries.findLastIndex((entry, index) => {
		const kind = log.leftOut + index < from ? 'other' : nodeEventKind(entry);
		return kind === 'failed' || kind === 'interrupted';
	});
	return place === -1 ? null : log.leftOut + place;
}

/**
 * Finds the node in which a run stopped; null if unknown. `indices`: the log entries that report the first error and
 * the end of the run; null if missing. Returns the node that the first of these entries names, or the second. If none
 * names a node, returns the last node in the log before the first of them that is not missing.
 */
function nodeAt({execution, log}: Run, indices: readonly (number | null)[]): FailedNode | null {
	const nodeOf = (index: number) => entryAt(log, index)?.nodeId ?? null;
	const known = indices.filter(index => index !== null);
	const named = known.find(index => nodeOf(index) !== null);
	const stop = named ?? known[0];
	const found = nodeUntil(
		log,
		stop ?? logLength(log) - 1,
		named === undefined ? null : nodeOf(named),
	);

	if (found === null) {
		return null;
	}

	const {node, caption, startedAt, endedAt} = found;
	const at =
		(stop === undefined ? (endedAt ?? execution?.terminalAt) : entryAt(log, stop)?.at) ?? null;
	return {
		node,
		caption,
		activeMs: at === null || startedAt === null ? null : Math.max(0, at - startedAt),
	};
}

function entriesUpTo({log}: Run, end: number): readonly (LogEntry | null)[] {
	const {entries, leftOut, gaps} = log;
	const start = Math.max(leftOut, end - maxEntriesBefore);
	return entries
		.slice(start - leftOut, end - leftOut)
		.flatMap((entry, offset) => (gaps.includes(start + offset) ? [null, entry] : [entry]));
}
