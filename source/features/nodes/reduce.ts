import {withTerm} from '../../core/log/log-query.ts';
import type {State} from '../../store/state.ts';
import {changed, withView} from '../../store/with-view.ts';
import {contentHeight} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {barOfFilter, nodeTerm, sortedBars} from './select.ts';
import {closedTimeline, type TimelineSettings} from './state.ts';

/** Closes the timeline, and gives the focus back. */
export function closeTimeline(state: State): State {
	const {openedFrom} = state.view.timeline;
	return withTimeline(withView(state, {focus: openedFrom}), closedTimeline);
}

/**
 * Closes the timeline if it has the focus. Otherwise opens it, and shows the log of the selected run if the merged log
 * of all runs was shown.
 */
export function toggleTimeline(state: State): State {
	const {focus, timeline, viewOptions} = state.view;

	if (timeline.open && timeline.inFront && focus === 'log') {
		return closeTimeline(state);
	}

	return withTimeline(
		withView(state, {
			focus: 'log',
			overlay: null,
			viewOptions: changed(viewOptions, {mergesRuns: false}),
		}),
		{open: true, inFront: true, openedFrom: focus},
	);
}

/** Moves the selection by rows. The log then shows only the selected node. The first row selects all nodes. */
export function moveNode(state: State, rows: number): State {
	const run = selectedRun(state);

	if (run === null) {
		return state;
	}

	const bars = sortedBars(state, run);
	const selected = barOfFilter(state, bars);
	const place = selected === undefined ? 0 : bars.indexOf(selected) + 1;
	return pointAtNode(state, bars[Math.max(0, Math.min(place + rows, bars.length)) - 1]?.id ?? null);
}

/** Selects the node with the exact id `node`, so that the log shows only its entries. Null selects all nodes. */
export function pointAtNode(state: State, node: string | null): State {
	const {search} = state.view;
	return withView(state, {
		search: withTerm(search, 'node', node === null ? null : nodeTerm(node)),
	});
}

export function pageOf(state: State): number {
	return Math.max(1, contentHeight(state, 'timeline') - 1);
}

export function withTimeline(state: State, change: Partial<TimelineSettings>): State {
	return withView(state, {timeline: changed(state.view.timeline, change)});
}
