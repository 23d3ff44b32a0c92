import type {Instant} from '../../core/time/clock.ts';
import {blank, joinLines, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {elapsedOf, etaOf, isOrdinary, muteIfStale, progressOf, staleAge, stateOf} from './cells.ts';
import type {RunRow} from './select.ts';

/** The minimum width of a list with progress bars, in cells. */
const roomForBar = 28;

type SummaryContext = {
	/** The width of the list in cells. */
	readonly width: number;
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The ids of the columns of the list. */
	readonly ids: readonly string[];
};

/** Returns the state of a run in a narrow list: its progress, or how it ended, and the age of stale data. */
export function summaryOf(row: RunRow, {width, now, appearance, ids}: SummaryContext): Line {
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
		: // The sign in front of the row says that the run succeeded.
			[
				phase === 'succeeded' && !ids.includes('elapsed')
					? elapsedOf(run, now)
					: stateOf(run, now, appearance),
			];
	return joinLines([muteIfStale(row, now, joinLines(parts, blank(1))), stale ?? []], blank(1));
}
