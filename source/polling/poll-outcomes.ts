import type {Clock, Duration} from '../core/time/clock.ts';
import type {PollOutcome, PollResult} from '../store/action.ts';
import type {Admission} from './admission.ts';
import {createBatch} from './batch.ts';
import type {PollState} from './poll-state.ts';
import type {PollerOptions} from './poller-options.ts';
import {ranks, type Rank} from './request-queue.ts';

/** Outcomes that arrive within this time are dispatched together. The user does not notice the delay. */
const batchIntervalMs: Duration = 100;
/** The weight of a poll in the moving averages of the times between two responses. */
const weight = 0.05;
/** Polls are called limited if the time between them is this many times as long as planned, or longer. */
const minLateness = 1.3;

/** Averages over the latest polls of a rank: the time from response to response, and the planned time. */
type Pace = {readonly gap: Duration; readonly planned: Duration};

/** Dispatches the outcomes of polls, with the time at which the run is expected to be polled next. */
export class PollOutcomes {
	readonly #clock: Clock;
	readonly #service: Admission;
	readonly #batch;
	readonly #paces = new Map<Rank, Pace>();

	constructor({clock, dispatch}: PollerOptions, service: Admission) {
		this.#clock = clock;
		this.#service = service;
		this.#batch = createBatch<PollOutcome>(clock, batchIntervalMs, outcomes => {
			dispatch({type: 'polled', at: clock.now(), outcomes});
		});
	}

	/** The usual time between two responses of a run, while a rate limit makes it longer than planned; otherwise null. */
	get limitedInterval(): Duration | null {
		const limited = [ranks.rest, ranks.inSight].find(rank => this.#latenessOf(rank) > minLateness);
		return limited === undefined ? null : (this.#paces.get(limited)?.gap ?? null);
	}

	/** Counts the time between two responses of a run. */
	countGap(rank: Rank, gap: Duration, planned: Duration): void {
		const before = this.#paces.get(rank) ?? {gap, planned};
		this.#paces.set(rank, {
			gap: before.gap + weight * (gap - before.gap),
			planned: before.planned + weight * (planned - before.planned),
		});
	}

	/** `isPaused`: the next poll waits for the end of a pause. */
	add(run: PollState, result: PollResult, rank: Rank, isPaused: boolean): void {
		const at = this.#clock.now();
		const next = isPaused ? null : this.#nextPollAt(run, rank);
		const nextPollAt = next === null ? null : at + next - this.#clock.monotonic();
		this.#batch.add({id: run.id, at, nextPollAt, ...result});
	}

	flush(): void {
		this.#batch.flush();
	}

	#nextPollAt({due, respondedAt, urgent}: PollState, rank: Rank): Duration | null {
		if (due === null) {
			return null;
		}

		const late = (due - (respondedAt ?? due)) * (this.#latenessOf(rank) - 1);
		const {isProbing, probeAt, sendableAt} = this.#service;
		return Math.max(due + late, isProbing && !urgent ? probeAt : sendableAt);
	}

	/** How many times as long as planned the time between two responses is because of a rate limit; at least 1. */
	#latenessOf(rank: Rank): number {
		const pace = this.#paces.get(rank);
		return this.#service.isLimited && pace !== undefined ? Math.max(1, pace.gap / pace.planned) : 1;
	}
}
