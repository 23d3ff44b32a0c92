import type {ExcerptEntry, LogExcerpt} from './state.ts';
import {logGaps} from '../../../core/log/log-store.ts';
import type {Run, RunOrderId} from '../../../core/run.ts';
import {selectLogIndex} from '../index/select.ts';
import {selectLogViewport} from '../viewport.ts';
import {walk, walkWhole, type LocatedEntry} from '../index/walk.ts';
import type {State} from '../../../store/state.ts';
import {shownRuns} from '../unread.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Effect} from '../../../store/effect.ts';
import type {HandlerResult} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';

type NoExcerpt = 'no-log' | 'nothing-shown';

/** Returns all entries that pass the filters, including the hidden entries of folded nodes. */
export function shownExcerpt(state: State): LogExcerpt | NoExcerpt {
	const viewport = selectLogViewport(state);

	if (viewport === null || !hasLog(state)) {
		return 'no-log';
	}

	const {shown, whole} = viewport.logIndex;
	return viewport.count === 0 && shown.complete
		? 'nothing-shown'
		: excerptOf(state, walkWhole(whole));
}

function wholeExcerpt(state: State): LogExcerpt | NoExcerpt {
	const logIndex = selectLogIndex(state);
	return logIndex === null || !hasLog(state)
		? 'no-log'
		: excerptOf(state, walkWhole(logIndex.base));
}

/** Returns the selected entries, or the entry under the cursor without a selection. */
function selectedExcerpt(state: State): LogExcerpt | NoExcerpt {
	const logViewport = selectLogViewport(state);

	if (logViewport === null || !hasLog(state)) {
		return 'no-log';
	}

	const {logIndex, position, view, count} = logViewport;
	const {shown} = logIndex;
	const other = view.anchor === null ? position.cursor : shown.placeOf(view.anchor);
	const from = Math.min(position.cursor, other);
	const last = Math.max(position.cursor, Math.min(other, count - 1));
	return count === 0 ? 'nothing-shown' : excerptOf(state, walk(shown, {from, to: last + 1}));
}

function hasLog(state: State): boolean {
	return shownRuns(state).some(({log}) => log.length > 0);
}

function excerptOf(state: State, portions: Iterable<readonly LocatedEntry[]>): LogExcerpt {
	const runs = new Map(shownRuns(state).map(run => [run.id, run]));
	return {
		runId: state.view.reading.all ? null : state.view.selected,
		portions: portionsOf(portions, runs),
	};
}

function* portionsOf(
	portions: Iterable<readonly LocatedEntry[]>,
	runs: ReadonlyMap<RunOrderId, Run>,
): Iterable<readonly ExcerptEntry[]> {
	/** The index of the latest exported entry of each run. */
	const previous = new Map<RunOrderId, number>();
	const gaps = new Map([...runs].map(([id, {log}]) => [id, logGaps(log)]));

	for (const walked of portions) {
		const entries: ExcerptEntry[] = [];

		for (const {ref, entry} of walked) {
			const run = runs.get(ref.run);
			const last = previous.get(ref.run);

			if (run !== undefined) {
				const afterGap =
					gaps
						.get(ref.run)
						?.some(({before}) => before > (last ?? ref.index - 1) && before <= ref.index) === true;
				entries.push({run, entry, afterGap});
				previous.set(ref.run, ref.index);
			}
		}

		yield entries;
	}
}

export function pageLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, shownExcerpt(state), 'show', log => ({type: 'pageLog', log}));
}

export function saveLog(state: State, form: 'text' | 'json', at: Instant): HandlerResult {
	const excerpt = form === 'text' ? shownExcerpt(state) : wholeExcerpt(state);
	return giveOut(state, at, excerpt, 'save', log => ({type: 'saveLog', form, log}));
}

export function copyLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, selectedExcerpt(state), 'copy', log => ({type: 'copyLog', log}));
}

function giveOut(
	state: State,
	at: Instant,
	excerpt: LogExcerpt | NoExcerpt,
	purpose: 'show' | 'save' | 'copy',
	effect: (excerpt: LogExcerpt) => Effect,
): HandlerResult {
	switch (excerpt) {
		case 'no-log':
			return withNotice(state, {kind: 'no-log'}, at);
		case 'nothing-shown':
			return withNotice(state, {kind: 'nothing-shown', purpose}, at);
		default:
			return {state, effects: [effect(excerpt)]};
	}
}
