import type {LogEntry} from '../domain/log-entry.ts';
import type {Run} from '../domain/run.ts';
import {growDesk, logDesk} from './log-desk.ts';
import {logScene} from './log-scene.ts';
import {allRuns, freshLogView, type State} from './state.ts';

/** The entries of a run's log that the filters of the log pane let through, oldest first. */
export function* shownEntries(state: State, run: Run): Iterable<LogEntry> {
	const {view} = state;
	const {node} = view.logs.get(view.reading.all ? allRuns : run.id) ?? freshLogView;
	const desk = logDesk({
		...state,
		view: {
			...view,
			selected: run.id,
			reading: {...view.reading, all: false},
			logs: new Map([[run.id, {...freshLogView, node}]]),
		},
	});

	if (desk === null) {
		return;
	}

	while (growDesk(desk, Number.POSITIVE_INFINITY) !== null) {
		// Looked at in portions, until all of it has been.
	}

	const end = desk.shown.placeOf({run: run.id, index: run.log.length});

	for (let place = 0; place < end; place++) {
		const entry = desk.shown.entryAt(place);

		if (entry !== undefined) {
			yield entry;
		}
	}
}

/** The entries that a copy is about: the selected lines, else the entry under the cursor; none in an empty log. */
export function selectedEntries(state: State): readonly LogEntry[] {
	const scene = logScene(state);

	if (scene === null) {
		return [];
	}

	const {desk, viewport, view} = scene;
	const other = view.anchor === null ? viewport.cursor : desk.shown.placeOf(view.anchor);
	const from = Math.max(0, Math.min(viewport.cursor, other));
	const to = Math.max(viewport.cursor, Math.min(other, scene.count - 1));
	const entries: LogEntry[] = [];

	for (let place = from; place <= to; place++) {
		const entry = desk.shown.entryAt(place);

		if (entry !== undefined) {
			entries.push(entry);
		}
	}

	return entries;
}
