import {allDone} from '../core/forecast/forecast.ts';
import {balanceSum, isLow} from '../core/money/money.ts';
import type {State} from '../store/state.ts';
import type {PaneBox} from '../ui/frame.ts';
import {selectOverlay} from './index.ts';
import {selectLog} from './log/select.ts';
import {budgetSpent} from './money/state.ts';
import {whatNeedsMe} from './needs-me/index.ts';
import {selectTimeline} from './nodes/timeline.ts';
import {savingProgress} from './outputs/download/reduce.ts';
import {selectOutputs} from './outputs/select.ts';
import {promptFor} from './prompt/index.ts';
import {watchedTitleTexts} from './runs/inputs.ts';
import {countRunStates} from './runs/needs-me.ts';
import {selectRunList} from './runs/run-table.ts';
import {selectedRun, selectListed} from './runs/selection.ts';

/** All data that a frame (one drawing of the screen) shows. The views have no other input. */
export type ScreenModel = Readonly<ReturnType<typeof selectScreen>>;

export type PaneViewProps = {
	readonly screen: ScreenModel;
	readonly box: PaneBox;
};

export function selectScreen(state: State) {
	// While a filter is typed that hides the selected run, the first run that it finds is shown. Escape goes back.
	const found = promptFor(state, 'filter') === null ? state : selectListed(state);
	const list = selectRunList(found);
	// If no run passes the filter, the panes show the reason instead of a run.
	const seen = list.matching === 0 ? {...found, view: {...found.view, selected: null}} : found;
	const {view} = seen;
	const run = selectedRun(seen);
	return {
		header: selectHeader(state),
		list,
		/** The selected run; null if no run is watched or no run passes the filter. */
		run,
		/** The texts that identify the run: label, inputs and title. */
		titles: run === null ? [] : watchedTitleTexts(run, seen),
		detailScrollTop: view.detailScrollTop,
		log: selectLog(seen),
		timeline: selectTimeline(seen),
		timelineView: view.timeline,
		outputs: selectOutputs(seen),
		focus: view.focus,
		zoomed: view.zoomed,
		prompt: view.prompt,
		overlay: selectOverlay(state),
		notice: view.notice?.notice ?? null,
		mouse: view.mouse,
		now: state.now,
	};
}

export type HeaderModel = Readonly<ReturnType<typeof selectHeader>>;

export function selectHeader(state: State) {
	const {latest} = state.balance;
	const runCounts = countRunStates(state.runs);
	const {running, queued, waiting, other} = runCounts.counts;
	return {
		...runCounts,
		hasNewFailure: whatNeedsMe(state).some(({kind}) => kind === 'failed'),
		unfinished: running + queued + waiting + other,
		/** How many found runs wait until one of the watched runs has ended. */
		left: state.discovery?.left ?? 0,
		allDone: allDone(state.runs, state.now),
		spent: budgetSpent(state),
		/** When the session began, whose runs count. */
		spentSince: state.sessionCost.since,
		isDaily: state.daySpending !== null,
		budget: state.budget,
		/** Null if it is not known. */
		balance: latest === null ? null : balanceSum(latest),
		isBalanceLow: isLow(latest, state.lowBalance),
		/** The progress of saving outputs; null if none is being saved. */
		saving: savingProgress(state),
		paused: state.paused,
		denied: state.denied,
		/** Null also while no requests are sent, since the availability is unknown then. */
		service: state.paused || state.denied !== null ? null : state.service,
		profile: state.profile,
		replay: selectReplay(state),
		now: state.now,
	};
}

export type ReplayModel = Readonly<NonNullable<ReturnType<typeof selectReplay>>>;

function selectReplay({replay, now}: State) {
	if (replay === null) {
		return null;
	}

	const {started, length, speed, paused} = replay;
	return {position: Math.max(0, Math.min(now - started, length)), length, speed, paused};
}
