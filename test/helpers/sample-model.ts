import assert from 'node:assert/strict';
import type {Output} from '../../source/core/output/output.ts';
import type {Run} from '../../source/core/run.ts';
import {selectOverlay} from '../../source/features/index.ts';
import type {OutputsModel} from '../../source/features/outputs/select.ts';
import type {RunListModel} from '../../source/features/runs/run-table.ts';
import {selectScreen, type ScreenModel} from '../../source/features/screen-model.ts';
import type {Action} from '../../source/store/action.ts';
import type {OverlayKind, OverlayModelOf, OverlayOf} from '../../source/store/overlay.ts';
import type {State} from '../../source/store/state.ts';
import {stateAfter, watching} from './play.ts';
import {execution, money, now, run} from './sample.ts';

/** Large enough to show all that a test lists. */
const size = {columns: 80, rows: 60};

/**
 * The model of a screen that lists these runs and shows the run at the index `selected` in detail. They were looked at
 * and cost ¥0.0312.
 */
export function screenModel(
	runs: readonly Run[],
	parts: Partial<ScreenModel> = {},
	selected = 0,
): ScreenModel {
	const screen = screenAfter(runs, [], selected);
	return {
		...screen,
		header: {...screen.header, hasNewFailure: false, spent: money('0.0312')},
		...parts,
	};
}

export function runList(runs: readonly Run[]): RunListModel {
	return screenModel(runs).list;
}

export function outputsModel(outputs: readonly Output[]): OutputsModel {
	return screenModel([run('wfrun_1', {execution: execution('succeeded', {outputs})})]).outputs;
}

function screenAfter(runs: readonly Run[], actions: readonly Action[], selected = 0): ScreenModel {
	const {view, ...state} = watching([], size);
	const listing = {
		...state,
		now,
		runs: new Map(runs.map(listed => [listed.id, listed])),
		view: {...view, selected: runs[selected]?.id ?? null},
	};
	return selectScreen(stateAfter(listing, {type: 'ticked', at: now}, ...actions));
}

/** The model that an overlay's view draws, made of the overlay's state and content. */
export function overlayModel<Kind extends OverlayKind>(
	overlay: OverlayOf<Kind>,
	content: OverlayModelOf<Kind>['content'],
): OverlayModelOf<Kind> {
	return {kind: overlay.kind, state: overlay, content, now};
}

/** Returns the overlay that is open in a state. Asserts that it is of this kind. */
export function shownOverlay<Kind extends OverlayKind>(
	state: State,
	kind: Kind,
): OverlayModelOf<Kind> {
	const model = selectOverlay(state);
	assert.equal(model?.kind, kind);
	return model as OverlayModelOf<Kind>;
}
