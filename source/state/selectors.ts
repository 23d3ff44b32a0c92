import {countErrors, gapsOf} from '../domain/log-book.ts';
import type {Run} from '../domain/run.ts';
import {countPhases, totalCost} from '../domain/totals.ts';
import {contentHeight} from './layout.ts';
import {listedRuns, listWindow} from './list.ts';
import {includesIndex, searchLog} from './log-search.ts';
import {firstEntry} from './log-view.ts';
import {logHeight, logViewOf, selectedRun} from './reduce-log.ts';
import {selectedOutput} from './reduce-outputs.ts';
import {listHeight} from './selection.ts';
import {shortIds} from './short-ids.ts';
import type {State} from './state.ts';
import type {
	HeaderModel,
	LogModel,
	LogRow,
	OrderModel,
	OutputsModel,
	RunListModel,
	ScreenModel,
} from './view-model.ts';

/** Everything that a frame shows. Each part is only as large as what is in sight. */
export function selectScreen(state: State): ScreenModel {
	const {view} = state;
	const run = selectedRun(state);
	return {
		header: selectHeader(state),
		list: selectRunList(state),
		run,
		order: selectOrder(state),
		detailTop: view.detailTop,
		log: selectLog(state, run),
		outputs: selectOutputs(state, run),
		focus: view.focus,
		zoomed: view.zoomed,
		prompt: view.prompt,
		overlay: view.overlay,
		notice: view.notice?.notice ?? null,
		now: state.now,
	};
}

export function selectHeader(state: State): HeaderModel {
	const {waiting, ...counts} = countPhases(state.runs.values());
	return {
		counts,
		waiting,
		totalCost: totalCost(state.runs.values()),
		paused: state.paused,
		denied: state.denied,
		now: state.now,
	};
}

export function selectRunList(state: State): RunListModel {
	const {filter, selected, listTop} = state.view;
	const {order, marked, pinned} = state.remembered;
	const height = listHeight(state);
	const listed = listedRuns(state);
	const ids = listed.map(run => run.id);
	const first = listWindow(ids, selected, listTop, height);
	const short = shortIds(state.runs.values());
	return {
		rows: listed.slice(first, first + height).map(run => ({
			run,
			shortId: short.get(run.id) ?? run.label,
			selected: run.id === selected,
			marked: marked.has(run.id),
			pinned: pinned.has(run.id),
		})),
		shown: listed.length,
		first,
		total: state.runs.size,
		filter,
		order,
		discovery: state.discovery,
	};
}

/** The order that the overlay shows. */
export function selectOrder({view, runs, orders}: State): OrderModel | null {
	if (view.overlay?.kind !== 'order') {
		return null;
	}

	const run = runs.get(view.overlay.id);
	const order = orders.get(view.overlay.id) ?? {info: null, asking: false, problem: null};
	return run === undefined ? null : {run, view: order};
}

export function selectLog(state: State, run: Run | null): LogModel {
	const {search} = state.view;

	if (run === null) {
		return {...emptyLogModel, search};
	}

	const view = logViewOf(state, run);
	const {length} = run.log;
	const height = logHeight(state);
	const first = firstEntry(view, length, height);
	const hits = searchLog(run.log, search);
	const hitPlace = view.hit === null ? -1 : hits.indexOf(view.hit);
	return {
		rows: logRows(run, first, height, hits, view.hit, view.top === null),
		total: length,
		first,
		following: view.top === null,
		fresh: view.top === null ? 0 : length - view.seen,
		errors: countErrors(run.log),
		sideways: view.sideways,
		search,
		hits: hits.length,
		hitNumber: hitPlace === -1 ? null : hitPlace + 1,
	};
}

export function selectOutputs(state: State, run: Run | null): OutputsModel {
	const {size, focus, zoomed} = state.view;
	const outputs = run?.execution?.outputs ?? [];
	const height = contentHeight(size, focus, zoomed, 'outputs');
	const selected = selectedOutput(state);
	const at = selected === null ? 0 : outputs.indexOf(selected);
	const first = Math.max(0, Math.min(at, outputs.length - height, Math.max(0, at - height + 1)));
	return {
		rows: outputs
			.slice(first, first + height)
			.map(output => ({output, selected: output === selected})),
		total: outputs.length,
		first,
	};
}

const emptyLogModel: LogModel = {
	rows: [],
	total: 0,
	first: 0,
	following: true,
	fresh: 0,
	errors: 0,
	sideways: 0,
	search: '',
	hits: 0,
	hitNumber: null,
};

/** The rows in sight. A gap takes a row of its own, so that it is the end that gives way, or the start when the end is followed. */
function logRows(
	{log}: Run,
	first: number,
	height: number,
	hits: readonly number[],
	current: number | null,
	following: boolean,
): readonly LogRow[] {
	const last = Math.min(first + height, log.length);
	const gaps = new Set(gapsOf(log).map(gap => gap.before));
	const rows: LogRow[] = [];

	for (let index = first; index < last; index++) {
		const entry = log.book.entries[index];

		if (entry === undefined) {
			continue;
		}

		if (gaps.has(index)) {
			rows.push({kind: 'gap', index});
		}

		rows.push({
			kind: 'entry',
			index,
			entry,
			hit: includesIndex(hits, index),
			current: index === current,
		});
	}

	return following ? rows.slice(-height) : rows.slice(0, height);
}
