import type {Instant} from '../../core/time/clock.ts';
import {hitAt, type Hit} from './hit.ts';
import {move} from './navigate.ts';
import {selectPicker} from '../../store/overlay-models.ts';
import {pointAt, scrollLog} from '../log/reduce.ts';
import {moveOutput} from '../outputs/reduce.ts';
import {movePalette} from '../palette/reduce.ts';
import {movePicker} from '../picker/reduce.ts';
import {moveNode, pointAtNode} from '../nodes/reduce.ts';
import {reducePreviewCommand} from '../outputs/preview/reduce.ts';
import {moveSelection, select} from '../runs/selection.ts';
import {selectRunList} from '../../store/selectors.ts';
import {outputsWindow} from '../outputs/window.ts';
import {panes, type State} from '../../store/state.ts';
import {noEffects, type Transition} from '../../store/transition.ts';
import {selectTimeline} from '../nodes/select.ts';
import {withNotice, withView} from '../../store/with-view.ts';

/** Rows that one notch of the wheel is worth, as in most programs. */
const notch = 3;

/** Has the terminal tell of the mouse, or gives it back its own selection. What has to be written follows from the view. */
export function toggleMouse(state: State, at: Instant): State {
	const mouse = !state.view.mouse;
	return withNotice(withView(state, {mouse}), {kind: 'mouse', on: mouse}, at);
}

/**
 * A click: goes to the pane and selects what is in the row. One on the output that is selected already opens it. While
 * something is typed only lists that it is typed for take clicks; nothing that a click does has to be taken back.
 */
export function click(state: State, column: number, row: number, at: Instant): Transition {
	const hit = state.view.mouse ? hitAt(state, column, row) : null;

	if (hit === null) {
		return noEffects(state);
	}

	if (hit.place === 'overlay') {
		return clickOverlay(state, hit.row);
	}

	return state.view.prompt === null ? clickPane(state, hit, at) : noEffects(state);
}

/** A turn of the wheel, over what is in that cell; a negative one is up. The keys stay where they go to. */
export function wheel(
	state: State,
	column: number,
	row: number,
	notches: number,
	at: Instant,
): Transition {
	const hit = state.view.mouse ? hitAt(state, column, row) : null;
	const rows = notches * notch;

	switch (hit?.place) {
		case undefined: {
			return noEffects(state);
		}

		case 'overlay': {
			return reducePreviewCommand(state, {type: 'move', lines: rows}, at) ?? move(state, rows);
		}

		case 'timeline': {
			return noEffects(moveNode(state, rows));
		}

		case 'runs': {
			return moveSelection(state, rows);
		}

		case 'detail': {
			return scrollDetail(state, rows);
		}

		case 'log': {
			return noEffects(scrollLog(state, () => rows));
		}

		case 'outputs': {
			return noEffects(moveOutput(state, rows));
		}
	}
}

function clickPane(state: State, {place, row}: Hit, at: Instant): Transition {
	if (place === 'timeline') {
		return noEffects(clickTimeline(state, row));
	}

	const pane = panes.find(name => name === place) ?? state.view.focus;
	const wasThere = state.view.focus === pane;
	const there = withView(state, {
		focus: pane,
		...(pane === 'log' ? {timeline: {...state.view.timeline, inFront: false}} : {}),
	});

	switch (pane) {
		case 'runs': {
			const clicked = selectRunList(state).rows[row];
			return clicked === undefined ? noEffects(there) : select(noEffects(there), clicked.run.id);
		}

		case 'detail': {
			return noEffects(there);
		}

		case 'log': {
			return noEffects(row < 0 ? there : pointAt(there, row));
		}

		case 'outputs': {
			return clickOutput(there, row, wasThere, at);
		}
	}
}

function clickOutput(state: State, row: number, wasThere: boolean, at: Instant): Transition {
	const {outputs, selected} = outputsWindow(state);
	const clicked = outputs[row];

	if (clicked === undefined || selected === null) {
		return noEffects(state);
	}

	return clicked === selected && wasThere
		? (reducePreviewCommand(state, {type: 'show'}, at) ?? noEffects(state))
		: noEffects(moveOutput(state, outputs.indexOf(clicked) - outputs.indexOf(selected)));
}

/** The first row is that of all nodes together. */
function clickTimeline(state: State, row: number): State {
	const timeline = {...state.view.timeline, inFront: true};
	const there = withView(state, {focus: 'log', timeline});
	const clicked = selectTimeline(state)?.rows[row - 1];

	if (row === 0) {
		return pointAtNode(there, null);
	}

	return clicked === undefined ? there : pointAtNode(there, clicked.bar.id);
}

function clickOverlay(state: State, row: number): Transition {
	const {overlay} = state.view;

	if (row < 0) {
		return noEffects(state);
	}

	if (overlay?.kind === 'palette') {
		const target = overlay.top + row;
		return noEffects(target < overlay.length ? movePalette(state, target - overlay.at) : state);
	}

	const picker = overlay?.kind === 'picker' ? selectPicker(state) : null;

	if (picker === null) {
		return noEffects(state);
	}

	// The first row is that of what was typed; behind the last one stands how far the list was read.
	const at = picker.typedSelected ? 0 : picker.rows.findIndex(({selected}) => selected) + 1;
	const isThere = row === 0 ? picker.typed > 0 : row <= picker.rows.length;
	return isThere ? movePicker(state, row - at) : noEffects(state);
}

/** As `move` does it where the keys go to the detail. */
function scrollDetail(state: State, rows: number): Transition {
	const {focus} = state.view;
	const step = move(withView(state, {focus: 'detail', overlay: null}), rows);
	return {...step, state: withView(step.state, {focus})};
}
