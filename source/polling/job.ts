import type {RunClient} from '../api/http-client.ts';
import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';

/** A request that is not the poll of a run. Jobs and polls share the rate limits. Times are of the monotonic clock. */
export type Job = {
	/** Two jobs with the same key are never in flight at the same time. */
	readonly key: string;
	readonly due: Duration;
	/** Whether the user waits for this job. An urgent job is sent before all polls, even while polling is paused. */
	readonly urgent: boolean;
	/** The HTTP statuses that mean an invalid API key and stop all requests. `onFailure` receives all other failures. */
	readonly fatalStatuses: readonly number[];
	/** Sends the request. Resolves to a function that handles the response, for example by dispatching an action. */
	readonly send: (client: RunClient, signal: AbortSignal) => Promise<(now: Duration) => void>;
	readonly onFailure: (problem: Problem, now: Duration) => void;
};

export class WaitingJobs {
	readonly #waiting = new Map<string, Job>();

	put(job: Job): void {
		this.#waiting.set(job.key, job);
	}

	remove(key: string): void {
		this.#waiting.delete(key);
	}

	/** Returns the first job for which `maySend` returns true. Urgent jobs come first, then jobs by due time. */
	next(maySend: (job: Job) => boolean): Job | null {
		let first: Job | null = null;

		for (const job of this.#waiting.values()) {
			if ((first === null || goesBefore(job, first)) && maySend(job)) {
				first = job;
			}
		}

		return first;
	}

	all(): Iterable<Job> {
		return this.#waiting.values();
	}
}

function goesBefore(job: Job, other: Job): boolean {
	return job.urgent === other.urgent ? job.due < other.due : job.urgent;
}
