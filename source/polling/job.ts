import type {RunClient} from '../api/client.ts';
import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';

/**
 * A question besides the polls of the runs, as for a workflow's title or the account's runs. It takes its turn among
 * the polls and keeps to the same limits.
 */
export type Job = {
	/** Names it: of one name no two are under way at once. */
	readonly key: string;
	/** When to ask, monotonic. */
	readonly due: Duration;
	/** Whether the reader waits for it: then it goes before all polls, also while they are paused. */
	readonly urgent: boolean;
	/** Which refusals are of the key itself, so that nothing may be asked with it any more; others are the errand's own. */
	readonly keyRefusal: readonly number[];
	/** Asks, and resolves to what is to be done with the answer at the moment (monotonic) at which it counts. */
	readonly ask: (client: RunClient, signal: AbortSignal) => Promise<(now: Duration) => void>;
	/** Takes in that it failed at that moment. Whoever wants it again puts it on the list again. */
	readonly failed: (problem: Problem, now: Duration) => void;
};

/** The errands that have not been asked yet. */
export class WaitingJobs {
	readonly #waiting = new Map<string, Job>();

	/** Puts an errand on the list, in place of one of the same name. */
	put(job: Job): void {
		this.#waiting.set(job.key, job);
	}

	/** Takes it off the list, because it is asked now or not wanted any more. */
	take(key: string): void {
		this.#waiting.delete(key);
	}

	/** The one that goes first of those that may be asked: what the reader waits for, then what has been due the longest. */
	next(mayAsk: (job: Job) => boolean): Job | null {
		let first: Job | null = null;

		for (const errand of this.#waiting.values()) {
			if ((first === null || goesBefore(errand, first)) && mayAsk(errand)) {
				first = errand;
			}
		}

		return first;
	}

	/** All that are waiting. */
	all(): Iterable<Job> {
		return this.#waiting.values();
	}
}

function goesBefore(job: Job, other: Job): boolean {
	return job.urgent === other.urgent ? job.due < other.due : job.urgent;
}
