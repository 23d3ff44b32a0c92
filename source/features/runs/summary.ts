import {isNoLongerPolled} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {blank, joinLines, lineWidth, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {elapsedCells} from '../../ui/units.ts';
import {elapsedOf, etaOf, isOrdinary, muteIfStale, progressOf, staleAge, stateOf} from './cells.ts';
import type {RunRow} from './select.ts';

/** The minimum width of a list with progress bars, in cells. */
const roomForBar = 28;
/** The minimum width of a list with the state and the duration of an ended run, in cells. */
const roomForBoth = 40;
/** Id, title and summary: the columns of a list without one for the sort. */
const ordinaryColumns = 3;

type SummaryContext = {
	/** The width of the list in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The ids of the columns of the list. */
	readonly ids: readonly string[];
};

/** Returns the state of a run in a narrow list: its progress, or how it ended, and the age of stale data. */
export function summaryOf(row: RunRow, context: SummaryContext): Line {
	const {width, now, appearance} = context;
	const {run} = row;
	const stale = staleAge(run, now, appearance);

	if (run.execution === null && stale !== null) {
		return stale;
	}

	const {phase} = run.execution ?? {};
	const isUnfinished = (phase === 'running' || phase === 'queued') && isOrdinary(run);
	const parts = isUnfinished
		? [
				progressOf(run, appearance, stale === null && width >= roomForBar),
				phase === 'queued' ? etaOf(run, now, false, appearance) : [],
			]
		: [endOf(row, context)];
	return joinLines([muteIfStale(row, now, joinLines(parts, blank(1))), stale ?? []], blank(1));
}

/**
 * Returns the state and the duration of a run. If there is no room for both, returns only the duration of a succeeded
 * run, since the sign in front of the row says that it succeeded, and only the state of any other run.
 */
function endOf({run}: RunRow, {width, now, appearance, ids}: SummaryContext): Line {
	const state = stateOf(run, now, appearance);
	const elapsed =
		isNoLongerPolled(run) && !ids.includes('elapsed') ? elapsedOf(run, now, appearance) : [];

	if (width >= roomForBoth && ids.length <= ordinaryColumns) {
		const padding = blank(elapsedCells(appearance.messages) - lineWidth(elapsed));
		return elapsed.length === 0 ? state : [...state, blank(2), padding, ...elapsed];
	}

	return run.execution?.phase === 'succeeded' && elapsed.length > 0 ? elapsed : state;
}
