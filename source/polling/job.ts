import type {RunClient} from '../api/http-client.ts';
import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';

/**
 * A request other than the poll of a run, such as a workflow's title or the account's run list. Jobs share the rate limits of the
 * polls. Moments are monotonic.
 */
export type Job = {
	/** Two jobs of one key are never in flight together. */
	readonly key: string;
	readonly due: Duration;
	/** The user waits for this job: it is sent before all polls, and while polling is paused. */
	readonly urgent: boolean;
	/** HTTP statuses that mean an invalid key, which stops all requests. Other failures are reported to `onFailure`. */
	readonly fatalStatuses: readonly number[];
	/** Sends the request. Resolves to a function that applies the response. */
	readonly send: (client: RunClient, signal: AbortSignal) => Promise<(now: Duration) => void>;
	readonly onFailure: (problem: Problem, now: Duration) => void;
};

export class WaitingJobs {
	readonly #waiting = new Map<string, Job>();

	/** Adds a job. It replaces a job of the same key. */
	put(job: Job): void {
		this.#waiting.set(job.key, job);
	}

	remove(key: string): void {
		this.#waiting.delete(key);
	}

	/** The first job that may be sent: urgent jobs first, then by due time. */
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
