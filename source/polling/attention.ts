import type {Duration} from '../core/time/clock.ts';
import type {Priorities, RunOrderId} from '../core/run.ts';
import type {PollState} from './poll-state.ts';
import {ranks, type Rank} from './request-queue.ts';

/** How late a poll may be before a higher rate than the limit is tried: without a screen, in sight, out of sight. */
const toleranceMs = {headless: 100, inSight: 1000, rest: 60_000};

/** What the user looks at. */
export class Attention {
	#selected: RunOrderId | null = null;
	/** Null if there is no screen. */
	#inSight: ReadonlySet<RunOrderId> | null = null;

	get hasScreen(): boolean {
		return this.#inSight !== null;
	}

	set({selected, inSight}: Priorities): void {
		this.#selected = selected;
		this.#inSight = new Set(inSight);
	}

	isSelected({id}: PollState): boolean {
		return id === this.#selected;
	}

	/** Returns whether there is a screen, and the run is not in sight. */
	isOutOfSight(run: PollState): boolean {
		return this.hasScreen && this.rankOf(run) >= ranks.changed;
	}

	rankOf(run: PollState): Rank {
		if (run.urgent) {
			return ranks.requested;
		}

		if (this.isSelected(run)) {
			return ranks.selected;
		}

		if (this.#inSight?.has(run.id) === true) {
			return ranks.inSight;
		}

		// The entries of a sliding log can be lost.
		return run.hasChanged || run.log.slides ? ranks.changed : ranks.rest;
	}

	toleranceOf(run: PollState): Duration {
		if (!this.hasScreen) {
			return toleranceMs.headless;
		}

		return this.isOutOfSight(run) ? toleranceMs.rest : toleranceMs.inSight;
	}
}
