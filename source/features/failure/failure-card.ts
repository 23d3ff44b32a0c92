import type {Duration, Instant} from '../../core/time/clock.ts';
import {elapsedMs, executionCost} from '../../core/execution.ts';
import {adviceFor, type AdviceKind} from './advice.ts';
import {nearestError} from '../../core/log/log-store.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import type {Money} from '../../core/money/money.ts';
import {nodeEventKind} from '../nodes/node-timeline-event.ts';
import type {RunError} from '../../core/run-error.ts';
import type {Run} from '../../core/run.ts';
import type {ForeignText, SafeText} from '../../core/text/text.ts';

/** So many entries before the first error are told: they lead up to it. */
export const entriesBefore = 10;

/** How far back from the error the beginning of its node is looked for, so that a card costs the same in a log of any length. */
const furthestBack = 5000;
/** The last entries of a log, among which the engine's own word for the end is. */
const lastEntries = 50;

/** The node in which a run stopped. */
export type FailedNode = {
	readonly node: ForeignText;
	/** What it said when it began; null where that is too long ago, or was not told. */
	readonly caption: SafeText | null;
	/** How long it had been at work, in milliseconds; null where it is not known. */
	readonly after: Duration | null;
};

/** Everything there is to tell of a run that did not go well. */
export type FailureCard = {
	/** It failed, somebody canceled it, or the engine does not know it. */
	readonly kind: 'failed' | 'canceled' | 'unknown-run';
	readonly run: Pick<Run, 'id' | 'label' | 'title'>;
	readonly workflowId: ForeignText | null;
	readonly taskId: ForeignText | null;
	readonly error: RunError | null;
	/** The first error of the log, else the entry with which the engine ended the run. */
	readonly first: LogEntry | null;
	readonly node: FailedNode | null;
	/** The entries before it; without one the last of the log. A null stands where entries are missing. */
	readonly before: readonly (LogEntry | null)[];
	/** What it cost so far, in CNY. */
	readonly cost: Money | null;
	/** How long it ran. */
	readonly duration: Duration | null;
	readonly endedAt: Instant | null;
	readonly advice: AdviceKind;
};

const saved = new WeakMap<Run, FailureCard>();

/** The card of a run; null of one that neither failed nor was canceled. The same card as long as nothing is new of the run. */
export function failureCard(run: Run): FailureCard | null {
	const kind = kindOf(run);

	if (kind === null) {
		return null;
	}

	const card = saved.get(run) ?? makeCard(run, kind);
	saved.set(run, card);
	return card;
}

function kindOf({execution, polling}: Run): FailureCard['kind'] | null {
	const phase = execution?.phase;

	if (phase === 'failed' || phase === 'canceled') {
		return phase;
	}

	return polling.gaveUp === 'unknown-run' ? 'unknown-run' : null;
}

function makeCard(run: Run, kind: FailureCard['kind']): FailureCard {
	const {execution, polling, log} = run;
	const ending = endingIndex(run);
	const index = nearestError(log, -1, 1) ?? ending;
	const first = index === null ? null : (log.store.entries[index] ?? null);
	const error =
		execution?.error ?? (kind === 'unknown-run' ? (polling.problem?.engineError ?? null) : null);
	return {
		kind,
		run: {id: run.id, label: run.label, title: run.title},
		workflowId: execution?.workflowId ?? null,
		taskId: execution?.taskId ?? null,
		error,
		first,
		node: nodeAt(run, [index, ending]),
		before: entriesUpTo(run, index ?? log.length),
		cost: execution === null ? null : executionCost(execution),
		duration: execution === null ? null : elapsedMs(execution, execution.terminalAt ?? 0),
		endedAt: execution?.terminalAt ?? null,
		advice:
			kind === 'unknown-run'
				? 'task'
				: adviceFor({error, message: first?.message.exact ?? '', wasCanceled: kind === 'canceled'}),
	};
}

/** The entry with which the engine ended the run without success, among the last ones. */
function endingIndex({log}: Run): number | null {
	for (let index = log.length - 1; index >= Math.max(0, log.length - lastEntries); index--) {
		const entry = log.store.entries[index];
		const kind = entry === undefined ? 'other' : nodeEventKind(entry);

		if (kind === 'failed' || kind === 'interrupted') {
			return index;
		}
	}

	return null;
}

/**
 * The node that the first of some entries names that names any; else the one that was at work before them. Its time ends
 * with that entry; without one, with the run, or with its own `executed` entry.
 */
function nodeAt({execution, log}: Run, indices: readonly (number | null)[]): FailedNode | null {
	const known = indices.filter(index => index !== null);
	const named = known.find(index => nodeOf(index) !== null);
	const stop = named ?? known[0];
	const from = stop ?? log.length - 1;
	let at = (stop === undefined ? execution?.terminalAt : entryAt(stop)?.at) ?? null;
	let node = named === undefined ? null : nodeOf(named);

	function entryAt(index: number): LogEntry | undefined {
		return index < log.length ? log.store.entries[index] : undefined;
	}

	function nodeOf(index: number): ForeignText | null {
		return entryAt(index)?.nodeId ?? null;
	}

	for (let index = from; index >= Math.max(0, from - furthestBack); index--) {
		const entry = entryAt(index);
		const own = nodeOf(index);

		if (entry === undefined || own === null || (node !== null && own.exact !== node.exact)) {
			continue;
		}

		node ??= own;
		const kind = nodeEventKind(entry);

		if (kind === 'executed' && stop === undefined) {
			at = entry.at;
		}

		if (kind === 'executing') {
			const after = at === null || entry.at === null ? null : Math.max(0, at - entry.at);
			return {node, caption: entry.message.exact === '' ? null : entry.message.safe, after};
		}
	}

	return node === null ? null : {node, caption: null, after: null};
}

function entriesUpTo({log}: Run, end: number): readonly (LogEntry | null)[] {
	const start = Math.max(0, end - entriesBefore);
	const {entries, gaps} = log.store;
	const told: (LogEntry | null)[] = [];

	for (let index = start; index < end; index++) {
		const entry = entries[index];

		if (gaps.some(({before}) => before === index)) {
			told.push(null);
		}

		if (entry !== undefined) {
			told.push(entry);
		}
	}

	return told;
}
