import type {Instant} from '../../core/time/clock.ts';
import {failureCard, type FailureCard} from './failure-card.ts';
import {failureCardLength} from './select.ts';
import type {State} from '../../store/state.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {entryWidth} from '../log/index.ts';
import {selectedRun} from '../runs/index.ts';

export function selectFailure({view, runs}: State): FailureCard | null {
	const run = view.overlay?.kind === 'failure' ? runs.get(view.overlay.id) : undefined;
	return run === undefined ? null : failureCard(run);
}

export function failureViewLength(state: State): number {
	const card = selectFailure(state);
	return card === null ? 0 : failureCardLength(card, entryWidth(state.view.size));
}

export function toggleFailure(state: State, at: Instant): State {
	if (state.view.overlay?.kind === 'failure') {
		return withView(state, {overlay: null});
	}

	const run = selectedRun(state);

	if (run === null || failureCard(run) === null) {
		return withNotice(state, {kind: 'no-failure'}, at);
	}

	return withView(state, {overlay: {kind: 'failure', id: run.id, top: 0}});
}
