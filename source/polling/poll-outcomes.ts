import type {Clock, Duration} from '../core/time/clock.ts';
import type {Action, PollOutcome} from '../store/action.ts';
import type {Admission} from './admission.ts';
import {Batch} from './batch.ts';
import type {PollState} from './poll-state.ts';

/** Outcomes that arrive within this time are dispatched together. The user does not notice the delay. */
const batchIntervalMs: Duration = 100;
/** How much a poll counts in the averages of the times between two responses. */
const share = 0.05;
/** Polls are called limited if the time between them is this many times as long as planned, or longer. */
const minLateness = 1.3;

export type PollOutcomesOptions = {
	readonly clock: Clock;
	readonly service: Admission;
	readonly dispatch: (action: Action) => void;
};

type ResultOf<Outcome> = Outcome extends PollOutcome
	? Omit<Outcome, 'id' | 'at' | 'nextPollAt'>
	: never;

export type PollResult = ResultOf<PollOutcome>;

/** Dispatches the outcomes of polls, with the time at which the run is expected to be polled next. */
export class PollOutcomes {
	readonly #options: PollOutcomesOptions;
	readonly #batch: Batch<PollOutcome>;
	/** Averages over the polls of runs out of sight: the time from response to response, and the planned time. */
	#pace = {gap: 0, planned: 0};

	constructor(options: PollOutcomesOptions) {
		const {clock, dispatch} = options;
		this.#options = options;
		this.#batch = new Batch(clock, batchIntervalMs, outcomes => {
			dispatch({type: 'polled', at: clock.now(), outcomes});
		});
	}

	/** The usual time between two responses of a run out of sight, while a rate limit makes it longer; otherwise null. */
	get limitedInterval(): Duration | null {
		return this.#lateness > minLateness ? this.#pace.gap : null;
	}

	/** Counts the time between two responses of a run out of sight. */
	countGap(gap: Duration, planned: Duration): void {
		const before = this.#pace;
		const weight = before.planned === 0 ? 1 : share;
		this.#pace = {
			gap: before.gap + weight * (gap - before.gap),
			planned: before.planned + weight * (planned - before.planned),
		};
	}

	/** `isRest`: the run is out of sight. `isPaused`: its next poll waits for the end of a pause. */
	add(run: PollState, result: PollResult, isRest: boolean, isPaused: boolean): void {
		const {clock} = this.#options;
		const at = clock.now();
		const next = isPaused ? null : this.#nextPollAt(run, isRest);
		const nextPollAt = next === null ? null : at + next - clock.monotonic();
		this.#batch.add({id: run.id, at, nextPollAt, ...result});
	}

	flush(): void {
		this.#batch.flush();
	}

	#nextPollAt({due, respondedAt, urgent}: PollState, isRest: boolean): Duration | null {
		if (due === null) {
			return null;
		}

		const late = isRest ? (due - (respondedAt ?? due)) * (this.#lateness - 1) : 0;
		return Math.max(due + late, this.#options.service.sendableAt(urgent));
	}

	/** How many times as long as planned the time between two responses is because of a rate limit; at least 1. */
	get #lateness(): number {
		const {gap, planned} = this.#pace;
		return this.#options.service.isLimited && planned > 0 ? Math.max(1, gap / planned) : 1;
	}
}
