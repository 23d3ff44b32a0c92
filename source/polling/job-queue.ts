import type {RunClient} from '../api/http-client.ts';
import type {Clock, Duration, Instant} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import {pageSize} from '../core/run-pages.ts';
import type {Action} from '../store/action.ts';
import {Discovery, type RunListFilter} from './discovery.ts';
import type {Job} from './job.ts';
import type {JobResult} from './in-flight.ts';
import type {Scheduler, SchedulerOptions} from './scheduler.ts';
import {Titles} from './titles.ts';

/** The minimum time between two searches of the run list for missing titles of runs. */
const minTitleSearchMs: Duration = 30_000;

/** Why a page of the run list is loaded: for the run picker, or to find missing titles of runs. */
export type ListPurpose = 'picker' | 'titles';

export type JobQueueOptions = Pick<SchedulerOptions, 'interval' | 'random' | 'giveUpAfter'> & {
	readonly scheduler: Scheduler;
	readonly clock: Clock;
	readonly dispatch: (action: Action) => void;
};

/**
 * Creates jobs and handles their results. A job loads a workflow, a page of the run list, or the order of a run (its
 * quote, costs and inputs).
 */
export class JobQueue {
	readonly titles: Titles;
	readonly #options: JobQueueOptions;
	#discovery: Discovery | null = null;
	#titleSearchNotBefore: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: JobQueueOptions) {
		const {scheduler, clock, dispatch, interval, random} = options;
		this.#options = options;
		this.titles = new Titles({
			jobs: scheduler.jobs,
			interval,
			random,
			onWorkflow(workflowId, workflow) {
				dispatch({type: 'workflowLoaded', at: clock.now(), workflowId, workflow});
			},
			onFailure(workflowId) {
				dispatch({type: 'workflowFailed', at: clock.now(), workflowId});
			},
		});
	}

	discover(filter: RunListFilter, now: Duration): void {
		const {jobs} = this.#options.scheduler;
		this.#discovery = new Discovery({...this.#options, filter, jobs});
		this.#discovery.start(now);
	}

	/** Called when a run is no longer polled. If no run is polled any more, discovery soon looks for new runs. */
	onRunEnded(now: Duration): void {
		if (this.#discovery !== null && this.#options.scheduler.pollQueue.live().length === 0) {
			this.#discovery.refreshSoon(now);
		}
	}

	loadOrder(id: RunOrderId, now: Duration): void {
		this.#put(
			{key: `info ${id}`, due: now, urgent: true, fatalStatuses: [401]},
			async (client, signal) => client.info(id, signal),
			(info, at) => ({type: 'orderLoaded', at, id, info}),
			(problem, at) => ({type: 'orderFailed', at, id, problem}),
		);
	}

	loadListPage(page: number, purpose: ListPurpose, now: Duration): void {
		const query = {workflowId: null, status: null, page, pageSize};

		if (purpose === 'picker') {
			this.#put(
				// With status 403 the key may still be valid for single runs, so this status is not fatal.
				{key: 'page', due: now, urgent: true, fatalStatuses: [401]},
				async (client, signal) => client.list(query, signal),
				(response, at) => ({type: 'pageLoaded', at, page, response}),
				(problem, at) => ({type: 'pageFailed', at, page, problem}),
			);
			return;
		}

		const {lastFirstPoll} = this.#options.scheduler.pollQueue;
		const due = Math.max(now, lastFirstPoll, page === 1 ? this.#titleSearchNotBefore : now);
		this.#put(
			{key: 'titles', due, urgent: false, fatalStatuses: []},
			async (client, signal) => client.list(query, signal),
			(response, at) => ({type: 'titlesLoaded', at, page, response}),
			(_problem, at) => ({type: 'titlesLoaded', at, page, response: null}),
		);

		if (page === 1) {
			this.#titleSearchNotBefore = due + minTitleSearchMs;
		}
	}

	/** Handles the result of a job. Returns the problem if it means that the API key is invalid; otherwise null. */
	finish(
		job: Job,
		result: Exclude<JobResult, {kind: 'aborted'}>,
		sentAt: Duration,
	): Problem | null {
		const {scheduler, clock} = this.#options;
		const now = clock.monotonic();

		if (result.kind === 'response') {
			scheduler.onServiceResponse(now);
			result.response(now);
			return null;
		}

		const problem = result.error.toProblem(clock.now());

		if (problem.kind === 'auth' && job.fatalStatuses.includes(problem.httpStatus ?? 401)) {
			return problem;
		}

		scheduler.onServiceFailure(problem, {sentAt, now});
		job.onFailure(scheduler.isGivenUp() ? {...problem, retriable: false} : problem, now);
		return null;
	}

	#put<T>(
		job: Pick<Job, 'key' | 'due' | 'urgent' | 'fatalStatuses'>,
		send: (client: RunClient, signal: AbortSignal) => Promise<T>,
		loaded: (response: T, at: Instant) => Action,
		failed: (problem: Problem, at: Instant) => Action,
	): void {
		const {scheduler, clock, dispatch} = this.#options;
		scheduler.jobs.put({
			...job,
			async send(client, signal) {
				const response = await send(client, signal);
				return () => {
					dispatch(loaded(response, clock.now()));
				};
			},
			onFailure(problem) {
				dispatch(failed(problem, clock.now()));
			},
		});
	}
}
