import type {Priorities, RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import type {PollState} from './poll-state.ts';
import {ranks, type Rank} from './request-queue.ts';

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

	/** The runs in sight, the selected one first. */
	get inSight(): ReadonlySet<RunOrderId> {
		return new Set([
			...(this.#selected === null ? [] : [this.#selected]),
			...(this.#inSight ?? []),
		]);
	}

	/** Returns whether the run is one of many: not selected, not in sight, and not asked for by the user. */
	isRest(run: PollState): boolean {
		return this.rankOf(run) >= ranks.changed;
	}

	/** Returns whether there is a screen, and the run is not in sight. */
	isOutOfSight(run: PollState): boolean {
		return this.hasScreen && this.isRest(run);
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

		return run.hasChanged ? ranks.changed : ranks.rest;
	}

	/** Returns how late the poll may be, in ms, before a higher rate than the limit is tried. */
	toleranceOf(run: PollState): Duration {
		const onScreen = this.isRest(run) ? 60_000 : 1000;
		return this.hasScreen ? onScreen : 100;
	}
}
