import type {Instant} from '../domain/clock.ts';
import {countErrors, type LogSnapshot} from '../domain/log-book.ts';
import {lowerBound} from '../domain/lower-bound.ts';
import type {Run} from '../domain/run.ts';
import {cleanName} from '../terminal/sanitize.ts';
import {contentHeight} from './layout.ts';
import {searchLog} from './log-search.ts';
import {firstEntry, followLog, holdLog, scrollLog, showEntry} from './log-view.ts';
import {freshLogView, type LogView, type State} from './state.ts';

/** Rows of the log that are in sight; at least one, so that a page is never nothing. */
export function logHeight({view}: Pick<State, 'view'>): number {
	return Math.max(1, contentHeight(view.size, view.focus, view.zoomed, 'log'));
}

/** How the log of a run is being read. */
export function logViewOf(state: State, run: Run): LogView {
	return state.view.logs.get(run.id) ?? freshLogView;
}

/** Scrolls the selected run's log by rows. */
export function scrollLogBy(state: State, rows: number): State {
	return withLogView(state, (view, {length}, height) =>
		scrollLog(view, firstEntry(view, length, height) + rows, length, height),
	);
}

/** Goes to the first entry, or to the end and follows. */
export function jumpInLog(state: State, to: 'start' | 'end'): State {
	return withLogView(state, (view, {length}, height) =>
		to === 'end' ? followLog(view) : scrollLog(view, 0, length, height),
	);
}

/** Moves the lines to the left (positive) or back; they stop at their beginning. */
export function moveSideways(state: State, cells: number): State {
	return withLogView(state, view => {
		const sideways = Math.max(0, view.sideways + cells);
		return sideways === view.sideways ? view : {...view, sideways};
	});
}

/** Follows the end, or holds still where it is. */
export function toggleFollow(state: State): State {
	return withLogView(state, (view, {length}, height) =>
		view.top === null ? holdLog(view, length, height) : followLog(view),
	);
}

/** Goes to where a new search should begin: the first hit in sight or below, else the last one above. */
export function reduceSearch(state: State): State {
	return withLogView(state, (view, log, height) => {
		const hits = searchLog(log, state.view.search);
		const place = lowerBound(hits, firstEntry(view, log.length, height));
		const hit = hits[place] ?? hits.at(-1);
		return hit === undefined ? view : {...showEntry(view, hit, log.length, height), hit};
	});
}

/** Goes to the next or previous hit, around the ends; says so where there is none. */
export function stepToHit(state: State, step: 1 | -1, at: Instant): State {
	const run = selectedRun(state);
	const {search} = state.view;

	if (run === null || search === '') {
		return state;
	}

	const hits = searchLog(run.log, search);
	return hits.length === 0
		? {
				...state,
				view: {...state.view, notice: {notice: {kind: 'no-hit', text: cleanName(search)}, at}},
			}
		: stepAmong(state, hits, step);
}

/** Goes to the next or previous entry that is an error, around the ends. */
export function stepToError(state: State, step: 1 | -1): State {
	const run = selectedRun(state);
	return run === null
		? state
		: stepAmong(state, run.log.book.errors.slice(0, countErrors(run.log)), step);
}

/** The run that is selected; null when none is. */
export function selectedRun(state: State): Run | null {
	const {selected} = state.view;
	return selected === null ? null : (state.runs.get(selected) ?? null);
}

function stepAmong(state: State, indices: readonly number[], step: 1 | -1): State {
	return withLogView(state, (view, {length}, height) => {
		const from = view.hit ?? firstEntry(view, length, height) - 1;
		const place = step === 1 ? lowerBound(indices, from + 1) : lowerBound(indices, from) - 1;
		const hit = indices[(place + indices.length) % indices.length];
		return hit === undefined ? view : {...showEntry(view, hit, length, height), hit};
	});
}

function withLogView(
	state: State,
	change: (view: LogView, log: LogSnapshot, height: number) => LogView,
): State {
	const run = selectedRun(state);

	if (run === null) {
		return state;
	}

	const before = logViewOf(state, run);
	const after = change(before, run.log, logHeight(state));
	return after === before
		? state
		: {...state, view: {...state.view, logs: new Map(state.view.logs).set(run.id, after)}};
}
