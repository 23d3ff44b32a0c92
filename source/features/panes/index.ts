import type {Feature} from '../../store/feature.ts';
import {changed, withView} from '../../store/with-view.ts';
import {paneBindings, paneCommands, paneWords} from './commands.ts';
import {hitOf} from './hit.ts';
import {limitOverlay} from './reduce.ts';

export {hitAt, hitOf, onMouse} from './hit.ts';
export {
	type LayoutState,
	type PaneBox,
	type Rect,
	contentHeight,
	layout,
	hasFrame,
	overlayHeight,
	paneBox,
	paneKeys,
} from './layout.ts';
export {
	closeOverlay,
	movementRows,
	movements,
	scrollTopShowing,
	toggleOverlay,
	type Movement,
} from './reduce.ts';
export {paneNames, type Size} from './state.ts';

export const panes = {
	commands: paneCommands,
	bindings: paneBindings,
	words: paneWords,
	actions: {
		resized: (state, {columns, rows}) =>
			withView(state, {size: changed(state.view.size, {columns, rows})}),
		overlayMeasured: (state, {end}) => limitOverlay(state, end),
		wheeled(state, action, {before, invoke}) {
			const hit = hitOf(before, action);
			return hit?.place === 'overlay'
				? invoke(state, {type: 'move', lines: hit.rows}, action.at)
				: state;
		},
	},
} satisfies Feature;
