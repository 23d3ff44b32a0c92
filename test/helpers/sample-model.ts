import assert from 'node:assert/strict';
import type {LogEntry} from '../../source/core/log/log-entry.ts';
import {countPhases} from '../../source/core/money/totals.ts';
import {expiryOf} from '../../source/core/output/expiry.ts';
import type {Output} from '../../source/core/output/output.ts';
import type {Run} from '../../source/core/run.ts';
import {cleanName} from '../../source/core/text/sanitize.ts';
import {selectOverlay} from '../../source/features/index.ts';
import {compileSearch} from '../../source/features/log/index/matcher.ts';
import {entryMarks} from '../../source/features/log/marks.ts';
import type {LogModel, LogRow} from '../../source/features/log/select.ts';
import {logColumns, messageText} from '../../source/features/log/text.ts';
import type {OutputsModel} from '../../source/features/outputs/select.ts';
import type {RunListModel} from '../../source/features/runs/select.ts';
import type {OverlayKind, OverlayModelOf, OverlayOf} from '../../source/store/overlay.ts';
import {selectScreen, type ScreenModel} from '../../source/store/selectors.ts';
import {initialState, type State} from '../../source/store/state.ts';
import {money, now} from './sample.ts';

/** The model without runs. */
const empty = selectScreen(initialState({columns: 80, rows: 24}, now));

export function runList(runs: readonly Run[], selected = 0): RunListModel {
	return {
		...empty.list,
		rows: runs.map((listed, index) => ({
			id: listed.id,
			run: listed,
			fold: null,
			isInFold: false,
			shortId: cleanName(listed.id.replace(/^wfrun_/, '').slice(0, 4)),
			selected: index === selected,
			marked: false,
			pinned: false,
			label: null,
			inputs: [],
			hasSameTitle: false,
			unseen: {errors: 0, outputs: 0, ended: false},
		})),
		length: runs.length,
		matching: runs.length,
		total: runs.length,
	};
}

/** Creates a row of the log that shows the entry `listed`, with the hits of `search` marked. */
export function logRow(
	listed: LogEntry,
	index = 0,
	{search = '', ...parts}: Partial<Extract<LogRow, {kind: 'entry'}>> & {search?: string} = {},
): LogRow {
	const matcher = compileSearch(search);
	return {
		kind: 'entry',
		id: `${index}`,
		index,
		entry: listed,
		text: messageText(listed),
		part: null,
		row: 0,
		marks: typeof matcher === 'string' ? null : entryMarks(listed, matcher),
		current: false,
		selected: false,
		run: null,
		since: null,
		fold: null,
		...parts,
	};
}

export function logModel(
	entries: readonly LogEntry[],
	parts: Partial<LogModel> & {width?: number} = {},
): LogModel {
	return {
		...empty.log,
		rows: entries.map((listed, index) => logRow(listed, index)),
		columns: logColumns(parts.width ?? 47, parts.viewOptions?.time ?? 'clock', 0),
		total: entries.length,
		shown: entries.length,
		errors: entries.filter(({severity}) => severity === 'error').length,
		...parts,
	};
}

export function outputsModel(outputs: readonly Output[]): OutputsModel {
	return {
		rows: outputs.map((listed, index) => ({
			output: listed,
			selected: index === 0,
			kind: listed.kind,
			metadata: null,
			expiresAt: listed.address === null ? null : expiryOf(listed.address),
			isLinkMissing: false,
			download: null,
		})),
		total: outputs.length,
		scrollTop: 0,
	};
}

/** Creates the model of a screen that lists these runs and shows the run at the index `selected` in detail. */
export function screenModel(
	runs: readonly Run[],
	parts: Partial<ScreenModel> = {},
	selected = 0,
): ScreenModel {
	const shown = runs[selected] ?? null;
	return {
		...empty,
		header: {...empty.header, counts: countPhases(runs), spent: money('0.0312')},
		list: runList(runs, selected),
		run: shown,
		log: logModel(shown?.log.store.entries ?? []),
		outputs: outputsModel(shown?.execution?.outputs ?? []),
		...parts,
	};
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
