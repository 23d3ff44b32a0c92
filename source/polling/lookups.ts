import {ApiError} from '../api/errors.ts';
import type {RunOrderPage} from '../core/run-order.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {background, requested} from './api-request.ts';
import {backOff} from './back-off.ts';
import type {PollerOptions} from './poller-options.ts';
import {isWorthWaiting} from './rate-limiter.ts';
import type {Scheduler} from './scheduler.ts';

/** The minimum time between two searches of the run list for missing titles of runs. */
const minTitleSearchMs: Duration = 30_000;
/** The maximum number of requests for one workflow. It is low, because a missing title is only cosmetic. */
const maxWorkflowAttempts = 2;
/** How often a request is sent that fails for another reason than a rate limit. */
const maxAttempts = 3;

/** Requests that are sent once, for what `Poller` describes. */
export function createLookups(
	{clock, random, interval, dispatch, onRetry}: PollerOptions,
	scheduler: Scheduler,
) {
	const workflows = new Set<string>();
	let titleSearchNotBefore: Duration = -Infinity;
	let requests = 0;

	async function send<Response>(
		request: () => Promise<Response>,
		signal: AbortSignal,
		due: Duration,
		failures = 0,
	): Promise<Response> {
		signal.throwIfAborted();
		const {promise, resolve, reject} = Promise.withResolvers<Response>();
		const key = `request ${++requests}`;
		const abort = () => {
			scheduler.cancel(key);
			reject(signal.reason as Error);
		};
		signal.addEventListener('abort', abort, {once: true});
		scheduler.put({
			...requested,
			key,
			due,
			send: request,
			onResponse: resolve,
			onFailure(problem, {now}) {
				const {kind, retriable, retryAfter} = problem;
				// A refusal is no failure: the scheduler waits until the service allows the request.
				const failed = kind === 'rate-limit' ? failures : failures + 1;
				const pause = kind === 'rate-limit' ? 0 : backOff(failed, interval, random);
				const again = now + (retryAfter ?? pause);
				const isHopeless = kind === 'not-found' || !isWorthWaiting(problem, {giveUpAfter: 0});

				if (retriable && !isHopeless && failed < maxAttempts) {
					onRetry?.(problem, Math.max(again, scheduler.service.sendableAt) - now);
					resolve(send(request, signal, again, failed));
				} else {
					reject(new ApiError(kind, problem));
				}
			},
		});
		return promise.finally(() => signal.removeEventListener('abort', abort));
	}

	function putWorkflow(workflowId: string, due: Duration, attempt: number): void {
		scheduler.put({
			...background,
			key: `workflow ${workflowId}`,
			due,
			send: (client, signal) => client.workflow(workflowId, signal),
			onResponse: workflow =>
				dispatch({type: 'workflowLoaded', at: clock.now(), workflowId, workflow}),
			onFailure: (_problem, {now}) => {
				if (attempt < maxWorkflowAttempts) {
					putWorkflow(workflowId, now + backOff(attempt, interval, random), attempt + 1);
				}

				dispatch({type: 'workflowFailed', at: clock.now(), workflowId});
			},
		});
	}

	return {
		/** `signal` must also abort the request itself. */
		send,

		loadOrder(id: RunOrderId, now: Duration): void {
			scheduler.put({
				...requested,
				key: `info ${id}`,
				due: now,
				send: (client, signal) => client.info(id, signal),
				onResponse: info => dispatch({type: 'orderLoaded', at: clock.now(), id, info}),
				onFailure: problem => dispatch({type: 'orderFailed', at: clock.now(), id, problem}),
			});
		},

		loadListPage(page: number, now: Duration): void {
			scheduler.put({
				...requested,
				key: `page ${page}`,
				due: now,
				send: (client, signal) => client.list({page}, signal),
				onResponse: response => dispatch({type: 'pageLoaded', at: clock.now(), page, response}),
				onFailure: problem => dispatch({type: 'pageFailed', at: clock.now(), page, problem}),
			});
		},

		loadTitles(page: number, notBefore: Duration): void {
			const loaded = (response: RunOrderPage | null) =>
				dispatch({type: 'titlesLoaded', at: clock.now(), page, response});
			const due = page === 1 ? Math.max(notBefore, titleSearchNotBefore) : notBefore;
			scheduler.put({
				...background,
				key: `titles ${page}`,
				due,
				send: (client, signal) => client.list({page}, signal),
				onResponse: loaded,
				onFailure: () => loaded(null),
			});

			if (page === 1) {
				titleSearchNotBefore = due + minTitleSearchMs;
			}
		},

		/** Loads a workflow (`GET /workflow/market/info`), for its title and the kinds of its outputs, once. */
		loadWorkflow(workflowId: string, now: Duration): void {
			if (workflowId !== '' && !workflows.has(workflowId)) {
				workflows.add(workflowId);
				putWorkflow(workflowId, now, 1);
			}
		},
	};
}
