import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {openPrompt} from '../prompt/index.ts';
import {logKey, logViewOf} from './index/select.ts';
import {placeAfter} from './index/sequence.ts';
import {goToEntry, withLogView, withoutSearch, withWrapNotice} from './reduce.ts';
import type {HitRequest} from './state.ts';
import {selectLogViewport} from './viewport.ts';

/** Requests a move to the next (`step` 1) or previous search hit. `moveToHit` moves the cursor once it is found. */
export function stepToHit(state: State, step: 1 | -1, at: Instant): State {
	const {shown, cursor, search} = selectLogViewport(state);
	const from = shown.refAt(cursor);

	if (search === '') {
		return withNotice(state, {kind: 'no-search'}, at);
	}

	return from === undefined ? state : withView(state, {hitRequest: {from, step, inclusive: false}});
}

export function openSearch(state: State): State {
	return openPrompt(keepPosition(state), 'search');
}

export function keepPosition(state: State): State {
	return withView(state, {beforePrompt: logViewOf(state)});
}

export function withPositionBeforePrompt(state: State): State {
	return withLogView(state, state.view.beforePrompt);
}

export function previewSearch(state: State): State {
	const back = withPositionBeforePrompt(state);
	return withView(back, {hitRequest: state.view.search === '' ? null : firstHitRequest(back)});
}

/**
 * Called when the user submits a search. While the user types, `moveToHit` does not show the notice "no hit". So, if
 * no hit is known, requests a move to the first hit once more: `moveToHit` then moves there, or shows the notice.
 */
export function submitSearch(state: State): State {
	if (state.view.search === '') {
		return withoutSearch(state);
	}

	const hits = selectLogViewport(state).hits?.length ?? 0;
	return hits > 0 ? state : withView(state, {hitRequest: firstHitRequest(state)});
}

/**
 * Moves to the requested search hit if it is already found. A step beyond the last (or first) hit leads to the
 * first (or last) one, and shows a notice. A new search that finds no hit after the cursor moves to the last one
 * before the cursor.
 */
export function moveToHit(state: State, at: Instant): State {
	const {hitRequest, prompt, search} = state.view;

	if (hitRequest === null) {
		return state;
	}

	const done = withView(state, {hitRequest: null});
	const {hits} = selectLogViewport(state);

	if (hits === null) {
		return done;
	}

	const {from, step, inclusive} = hitRequest;
	const place = step === 1 && !inclusive ? placeAfter(hits, from) : hits.placeOf(from);
	const known = step === 1 ? place < hits.length : hits.complete && place > 0;
	const found = known ? hits.refAt(step === 1 ? place : place - 1) : undefined;

	if (found !== undefined) {
		return goToEntry(done, found);
	}

	if (!hits.complete) {
		return state;
	}

	// If a new search has no hit after the cursor, go to the last hit before the cursor.
	const around = hits.refAt(step === 1 && !inclusive ? 0 : hits.length - 1);

	if (around !== undefined) {
		const there = goToEntry(done, around);
		return inclusive ? there : withWrapNotice(there, step, at);
	}

	return prompt === null && !hits.gaveUp
		? withNotice(done, {kind: 'no-hit', text: cleanName(search)}, at)
		: done;
}

/** A new search starts at the first visible entry if the log follows its end, otherwise at the cursor. */
function firstHitRequest(state: State): HitRequest {
	const {view, cursor, top, shown} = selectLogViewport(state);
	const from = shown.refAt(view.cursor === null ? top.place : cursor);
	return {from: from ?? {run: logKey(state), index: 0}, step: 1, inclusive: true};
}
