import type {Clock, Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Action} from '../store/action.ts';
import {Discovery, type RunListFilter} from './discovery.ts';
import type {Job} from './job.ts';
import type {RequestResult} from './in-flight.ts';
import {listPage, listTitles, type ListPurpose} from './list-page.ts';
import {lookUp} from './look-up.ts';
import type {Scheduler, SchedulerOptions} from './scheduler.ts';
import {Titles} from './titles.ts';

/** The list is read from its start for titles at most so often, also where runs are added one by one. */
const titlesPause: Duration = 30_000;

/** What the desk works with. */
export type JobQueueOptions = Pick<SchedulerOptions, 'interval' | 'random' | 'giveUpAfter'> & {
	readonly scheduler: Scheduler;
	readonly clock: Clock;
	readonly dispatch: (action: Action) => void;
};

/** Where errands come from and where their answers go: titles, the account's list, the order of a run. */
export class JobQueue {
	readonly titles: Titles;
	readonly #options: JobQueueOptions;
	#discovery: Discovery | null = null;
	/** The earliest moment at which the first page is asked for titles. */
	#titlesFrom: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: JobQueueOptions) {
		const {scheduler, clock, dispatch, interval, random} = options;
		this.#options = options;
		this.titles = new Titles({
			jobs: scheduler.jobs,
			interval,
			random,
			loaded: (workflowId, workflow) => {
				dispatch({type: 'workflowLoaded', at: clock.now(), workflowId, workflow});
			},
			failed: workflowId => {
				dispatch({type: 'workflowFailed', at: clock.now(), workflowId});
			},
		});
	}

	/** Begins to look for runs of the account. */
	discover(wanted: RunListFilter, now: Duration): void {
		this.#discovery = new Discovery({
			...this.#options,
			filter: wanted,
			jobs: this.#options.scheduler.jobs,
		});
		this.#discovery.start(now);
	}

	/** Takes in that a run will not be asked again. When it was the last one, new ones are looked for soon. */
	onRunEnded(now: Duration): void {
		if (this.#discovery !== null && this.#options.scheduler.pollQueue.live().length === 0) {
			this.#discovery.refreshSoon(now);
		}
	}

	/** Asks for the order of a run. */
	loadOrder(id: RunOrderId, now: Duration): void {
		const {scheduler, clock, dispatch} = this.#options;
		scheduler.jobs.put(lookUp(id, now, clock, dispatch));
	}

	/** Asks for a page of the account's list. */
	loadListPage(page: number, purpose: ListPurpose, now: Duration): void {
		const {scheduler, clock, dispatch} = this.#options;

		if (purpose === 'picker') {
			scheduler.jobs.put(listPage(page, now, clock, dispatch));
			return;
		}

		const due = Math.max(
			now,
			scheduler.pollQueue.lastFirstPoll,
			page === 1 ? this.#titlesFrom : now,
		);
		scheduler.jobs.put(listTitles(page, due, clock, dispatch));
		this.#titlesFrom = page === 1 ? due + titlesPause : this.#titlesFrom;
	}

	/** Takes in how an errand came out. Returns the problem when it is the key itself that was refused, else null. */
	finish(
		job: Job,
		result: Exclude<RequestResult<(now: Duration) => void>, {kind: 'dropped'}>,
		askedAt: Duration,
	): Problem | null {
		const {scheduler, clock} = this.#options;
		const now = clock.monotonic();

		if (result.kind === 'response') {
			scheduler.onServiceResponse(now);
			result.response(now);
			return null;
		}

		const problem = result.error.toProblem(clock.now());

		if (problem.kind === 'auth' && job.keyRefusal.includes(problem.httpStatus ?? 401)) {
			return problem;
		}

		scheduler.onServiceFailure(problem, {sentAt: askedAt, now});
		job.failed(scheduler.isGivenUp() ? {...problem, retriable: false} : problem, now);
		return null;
	}
}
