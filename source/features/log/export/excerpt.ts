import {logLength} from '../../../core/log/run-log.ts';
import type {RunOrderId} from '../../../core/run.ts';
import type {Instant} from '../../../core/time/clock.ts';
import type {Effect} from '../../../store/effect.ts';
import type {State} from '../../../store/state.ts';
import type {HandlerResult} from '../../../store/transition.ts';
import {withNotice} from '../../../store/with-view.ts';
import {selectLogIndex, shownRuns} from '../index/select.ts';
import {isAfterGap} from '../index/sequence.ts';
import {walk, walkWhole, type LocatedEntry} from '../index/walk.ts';
import {selectLogViewport} from '../viewport.ts';
import type {ExcerptEntry, LogExcerpt} from './state.ts';

type Portions = Iterable<readonly LocatedEntry[]>;

function* excerptEntries(state: State, portions: Portions): Iterable<readonly ExcerptEntry[]> {
	const runs = new Map(shownRuns(state).map(run => [run.id, run]));
	const lastIndexes = new Map<RunOrderId, number>();
	const gaps = new Map([...runs].map(([id, {log}]) => [id, log.gaps]));

	for (const portion of portions) {
		yield portion.flatMap(({ref: {run: id, index}, entry}) => {
			const run = runs.get(id);
			const afterGap = isAfterGap(gaps.get(id) ?? [], index, lastIndexes.get(id));
			lastIndexes.set(id, index);
			return run === undefined ? [] : [{run, entry, afterGap}];
		});
	}
}

/** Opens the filtered log in `$PAGER`. Entries hidden by folding are included. */
export function pageLog(state: State, at: Instant): HandlerResult {
	return giveOut(state, at, filteredEntries(state), log => ({type: 'pageLog', log}));
}

/** Saves the log to a file: `text` saves the entries that pass the filters, `json` saves all entries. */
export function saveLog(state: State, form: 'text' | 'json', at: Instant): HandlerResult {
	const entries = form === 'text' ? filteredEntries(state) : walkWhole(selectLogIndex(state).base);
	return giveOut(state, at, entries, log => ({type: 'saveLog', form, log}));
}

export function copyLog(state: State, at: Instant): HandlerResult {
	const {shown, cursor, selection} = selectLogViewport(state);
	const {overlay} = state.view;
	const place = overlay?.kind === 'entry' ? shown.placeOf(overlay.entry) : cursor;
	const {from, to} = overlay === null && selection !== null ? selection : {from: place, to: place};
	const entries = shown.length === 0 ? null : walk(shown, {from, to: to + 1});
	return giveOut(state, at, entries, log => ({type: 'copyLog', log}));
}

/** Returns null if no entry passes the filters. */
function filteredEntries(state: State): Portions | null {
	const {shown, whole} = selectLogIndex(state);
	return shown.length === 0 && shown.complete ? null : walkWhole(whole);
}

function giveOut(
	state: State,
	at: Instant,
	portions: Portions | null,
	effect: (excerpt: LogExcerpt) => Effect,
): HandlerResult {
	if (shownRuns(state).every(({log}) => logLength(log) === 0)) {
		return withNotice(state, {kind: 'no-log'}, at);
	}

	if (portions === null) {
		return withNotice(state, {kind: 'nothing-shown'}, at);
	}

	const runId = state.view.viewOptions.mergesRuns ? null : state.view.selected;
	return {state, effects: [effect({runId, portions: excerptEntries(state, portions)})]};
}
