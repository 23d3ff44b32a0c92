import {contentHeight, overlayHeight} from './layout.ts';
import {logKey} from '../log/index/log-index.ts';
import {logHeight, logViewOf} from '../log/viewport.ts';
import {moveCursor, pageThroughLog, withLogView} from '../log/reduce.ts';
import {moveOutput} from '../outputs/reduce.ts';
import {moneyViewLength} from '../money/select.ts';
import {closeOverlay, filterHelp} from '../help/reduce.ts';
import {movePalette} from '../palette/reduce.ts';
import {pickerHeight, movePicker} from '../picker/reduce.ts';
import {cancelPrompt} from '../prompt/reduce.ts';
import {runListHeight, moveSelection} from '../runs/selection.ts';
import type {State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {withView} from '../../store/with-view.ts';

/** The detail of a run is never longer; drawing stops at its true end, which depends on words and widths. */
const furthestDetail = 30;

/** Moves what is in front by rows: the overlay, else the selection or the view of the focused pane. */
export function move(state: State, rows: number): Transition {
	const {overlay, focus} = state.view;

	if (overlay?.kind === 'palette') {
		return noEffects(movePalette(state, rows));
	}

	if (overlay?.kind === 'picker') {
		return movePicker(state, rows);
	}

	if (overlay !== null) {
		const length = overlay.kind === 'money' ? moneyViewLength(state) : overlay.length;
		const end = Math.max(0, length - overlayHeight(state.view.size));
		const top = Math.max(0, Math.min(overlay.top + rows, end));
		return noEffects(withView(state, {overlay: top === overlay.top ? overlay : {...overlay, top}}));
	}

	switch (focus) {
		case 'runs': {
			return moveSelection(state, rows);
		}

		case 'detail': {
			const detailTop = Math.max(0, Math.min(state.view.detailTop + rows, furthestDetail));
			return noEffects(withView(state, {detailTop}));
		}

		case 'log': {
			return noEffects(moveCursor(state, rows));
		}

		case 'outputs': {
			return noEffects(moveOutput(state, rows));
		}
	}
}

/** Moves what is in front by pages, or parts of one; a page is what is in sight. */
export function movePages(state: State, pages: number): Transition {
	if (state.view.focus === 'log' && state.view.overlay === null) {
		return noEffects(pageThroughLog(state, pages));
	}

	const rows = Math.max(1, Math.floor(Math.abs(pages) * pageHeight(state)));
	return move(state, Math.sign(pages) * rows);
}

/** Closes one layer, the one in front. */
export function back(state: State): State {
	const {prompt, overlay, zoomed, focus, filter} = state.view;

	if (prompt !== null) {
		return cancelPrompt(state);
	}

	if (overlay?.kind === 'help' && overlay.filter !== '') {
		return filterHelp(state, '');
	}

	if (overlay !== null) {
		return closeOverlay(state);
	}

	if (focus === 'log') {
		const read = closeReading(state);

		if (read !== state) {
			return read;
		}
	}

	if (zoomed) {
		return withView(state, {zoomed: false});
	}

	return filter === '' ? withView(state, {focus: 'runs'}) : withView(state, {filter: ''});
}

/** Ends what is done to the log in front of its being read: the selection, the search, the filter of a node. */
function closeReading(state: State): State {
	const {reading, search} = state.view;
	const key = logKey(state);
	const {anchor, node} = logViewOf(state, key ?? '');

	if (anchor !== null) {
		return withLogView(state, view => ({...view, anchor: null}));
	}

	return search === ''
		? withLogView(state, view => (node === null ? view : {...view, node: null}))
		: withView(state, {search: '', seek: null, reading: {...reading, hits: 'among'}});
}

/** Rows of a page of what is in front. */
function pageHeight(state: State): number {
	const {size, focus, zoomed, overlay} = state.view;

	if (overlay !== null) {
		return overlay.kind === 'picker' ? pickerHeight(state) : overlayHeight(size);
	}

	switch (focus) {
		case 'runs': {
			return runListHeight(state);
		}

		case 'log': {
			return logHeight(state);
		}

		case 'detail':
		case 'outputs': {
			return contentHeight(size, focus, zoomed, focus);
		}
	}
}
