import type {RunClient} from '../api/http-client.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import {pageSize} from '../core/run-pages.ts';
import type {Action} from '../store/action.ts';
import {backOff} from './poll-interval.ts';
import {background, requested, type ApiRequest} from './api-request.ts';
import type {PollerOptions} from './poller-options.ts';
import type {Scheduler} from './scheduler.ts';

/** The minimum time between two searches of the run list for missing titles of runs. */
const minTitleSearchMs: Duration = 30_000;
/** The maximum number of failed requests for one workflow. It is low, because a missing title is only cosmetic. */
const maxWorkflowFailures = 2;

/** Why a page of the run list is loaded: for the run picker, or to find missing titles of runs. */
export type ListPurpose = 'picker' | 'titles';

/** Requests that are sent once: for the order of a run, a page of the run list, or a workflow. */
export class Lookups {
	readonly #options: PollerOptions;
	readonly #scheduler: Scheduler;
	readonly #workflows = new Set<string>();
	#titleSearchNotBefore: Duration = Number.NEGATIVE_INFINITY;

	constructor(options: PollerOptions, scheduler: Scheduler) {
		this.#options = options;
		this.#scheduler = scheduler;
	}

	/** Loads the quote, the costs and the inputs of a run (`GET /workflow/run/info`). The user waits for them. */
	loadOrder(id: RunOrderId, now: Duration): void {
		this.#put(
			{...requested, key: `info ${id}`, due: now, fatalStatuses: [401]},
			async (client, signal) => client.info(id, signal),
			(info, at) => ({type: 'orderLoaded', at, id, info}),
			(problem, at) => ({type: 'orderFailed', at, id, problem}),
		);
	}

	/** Loads a page for the picker, for which the user waits; or, not before `notBefore`, to find titles of runs. */
	loadListPage(page: number, purpose: ListPurpose, now: Duration, notBefore: Duration): void {
		const query = {workflowId: null, status: null, page, pageSize};

		if (purpose === 'picker') {
			this.#put(
				// With status 403 the key may still be valid for single runs, so this status is not fatal.
				{...requested, key: `page ${page}`, due: now, fatalStatuses: [401]},
				async (client, signal) => client.list(query, signal),
				(response, at) => ({type: 'pageLoaded', at, page, response}),
				(problem, at) => ({type: 'pageFailed', at, page, problem}),
			);
			return;
		}

		const due = Math.max(now, notBefore, page === 1 ? this.#titleSearchNotBefore : now);
		this.#put(
			{...background, key: `titles ${page}`, due, fatalStatuses: []},
			async (client, signal) => client.list(query, signal),
			(response, at) => ({type: 'titlesLoaded', at, page, response}),
			(_problem, at) => ({type: 'titlesLoaded', at, page, response: null}),
		);

		if (page === 1) {
			this.#titleSearchNotBefore = due + minTitleSearchMs;
		}
	}

	/** Loads a workflow (`GET /workflow/market/info`), for its title and the kinds of its outputs, once. */
	loadWorkflow(workflowId: string, now: Duration): void {
		if (workflowId !== '' && !this.#workflows.has(workflowId)) {
			this.#workflows.add(workflowId);
			this.#putWorkflow(workflowId, now, 0);
		}
	}

	#putWorkflow(workflowId: string, due: Duration, failures: number): void {
		const {interval, random} = this.#options;
		this.#put(
			// The key may be valid for the runs but not for this workflow, so no status is fatal.
			{...background, key: `workflow ${workflowId}`, due, fatalStatuses: []},
			async (client, signal) => client.workflow(workflowId, signal),
			(workflow, at) => ({type: 'workflowLoaded', at, workflowId, workflow}),
			(_problem, at, now) => {
				if (failures + 1 < maxWorkflowFailures) {
					const delay = backOff(failures + 1, interval, random);
					this.#putWorkflow(workflowId, now + delay, failures + 1);
				}

				return {type: 'workflowFailed', at, workflowId};
			},
		);
	}

	#put<T>(
		request: Omit<ApiRequest, 'send' | 'onFailure'>,
		send: (client: RunClient, signal: AbortSignal) => Promise<T>,
		loaded: (response: T, at: Instant) => Action,
		failed: (problem: Problem, at: Instant, now: Duration) => Action,
	): void {
		const {clock, dispatch} = this.#options;
		this.#scheduler.put({
			...request,
			async send(client, signal) {
				const response = await send(client, signal);
				return () => {
					dispatch(loaded(response, clock.now()));
				};
			},
			onFailure(problem, {now}) {
				dispatch(failed(problem, clock.now(), now));
			},
		});
	}
}
