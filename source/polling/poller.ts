import type {RunClient} from '../api/http-client.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {Priorities, RunOrderId} from '../core/run.ts';
import type {ExecutionResponse} from '../core/execution.ts';
import type {Action, PollOutcome} from '../store/action.ts';
import {WakeTimer} from './wake-timer.ts';
import {Batch} from './batch.ts';
import type {RunListFilter} from './discovery.ts';
import {JobQueue, type ListPurpose} from './job-queue.ts';
import type {Job} from './job.ts';
import type {PollState} from './poll-state.ts';
import {InFlight, type JobResult, type PollResult} from './in-flight.ts';
import {pollKey, Scheduler, type SchedulerOptions} from './scheduler.ts';

/** Results that arrive within this time are dispatched together. The user does not notice the delay. */
const batchIntervalMs: Duration = 100;

export type {Priorities} from '../core/run.ts';

export type PollerOptions = SchedulerOptions & {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly dispatch: (action: Action) => void;
	/** Receives an error that is not a failure of the service. The poller stops before this call. */
	readonly onBug: (error: unknown) => void;
};

export type Poller = {
	/** Starts to poll runs. Ignores ids that are already watched. */
	watch(ids: readonly RunOrderId[]): void;
	unwatch(id: RunOrderId): void;
	/** Polls the selected run before others, and at the normal interval even while it is queued. */
	prioritize(runs: Priorities): void;
	/** Polls a run as soon as the rate limits allow, even if it has ended or was given up. */
	pollNow(id: RunOrderId): void;
	/** Starts to read the account's run list repeatedly. Dispatches `runsFound` with the runs to watch. */
	discover(filter: RunListFilter): void;
	/** Loads the quote, the costs and the inputs of a run (`GET /workflow/run/info`) as soon as rate limits allow. */
	loadOrder(id: RunOrderId): void;
	/**
	 * Loads a page of the run list. With the purpose `picker`, the user waits for the page: the request is sent as
	 * soon as the rate limits allow. With the purpose `titles` (a search for missing titles of runs), the request is
	 * scheduled after the first polls of all new runs.
	 */
	loadListPage(page: number, purpose: ListPurpose): void;
	setPollInterval(interval: Duration): void;
	/** During a pause, only requests that the user waits for are sent. Requests in flight are completed. */
	pause(paused: boolean): void;
	/** Stops permanently. Resolves when no request is in flight. */
	stop(): Promise<void>;
};

/** Creates a poller that watches no runs yet. It stops permanently when the service rejects the API key. */
export function createPoller(options: PollerOptions): Poller {
	const {client, clock, dispatch, onBug} = options;
	const scheduler = new Scheduler(options);
	const inFlight = new InFlight(error => {
		halt();
		onBug(error);
	});
	const timer = new WakeTimer(clock, pump);
	const outcomes = new Batch<PollOutcome>(clock, batchIntervalMs, batch => {
		dispatch({type: 'polled', at: clock.now(), outcomes: batch});
	});
	const jobs = new JobQueue({...options, scheduler});
	let halted = false;

	function pump(): void {
		if (halted) {
			return;
		}

		handleSleep();
		const now = clock.monotonic();
		let request = scheduler.next(now, inFlight);

		while (request !== null) {
			if (request.kind === 'execution') {
				sendPoll(request.id, now);
			} else {
				sendJob(request.job, now);
			}

			request = scheduler.next(now, inFlight);
		}

		timer.set(scheduler.nextMoment(inFlight));
	}

	/** Returns whether the machine slept. If so, aborts the requests in flight and schedules a poll of every run. */
	function handleSleep(): boolean {
		const slept = timer.didSystemSleep();

		if (slept) {
			inFlight.abortAll();
			scheduler.resumeAfterSleep(clock.monotonic());
		}

		return slept;
	}

	function sendPoll(id: RunOrderId, sentAt: Duration): void {
		inFlight.start(
			pollKey(id),
			async signal => client.execution(id, signal),
			result => {
				onPollResult(id, result, sentAt);
			},
		);
	}

	function sendJob(job: Job, sentAt: Duration): void {
		scheduler.jobs.remove(job.key);
		inFlight.start(
			job.key,
			async signal => job.send(client, signal),
			result => {
				onJobResult(job, result, sentAt);
			},
		);
	}

	function onPollResult(id: RunOrderId, result: PollResult, sentAt: Duration): void {
		const run = scheduler.pollQueue.get(id);

		if (!halted && !handleSleep() && run !== undefined) {
			if (result.kind === 'response') {
				onResponse(run, result.response);
			} else if (result.kind === 'failure') {
				onFailure(run, result.error.toProblem(clock.now()), sentAt);
			} else {
				scheduler.pollQueue.set(run);
			}
		}

		pump();
	}

	function onResponse(run: PollState, response: ExecutionResponse): void {
		const now = clock.monotonic();
		const {workflowId} = response.execution;
		const after = scheduler.onResponse(run, response.execution, now);
		outcomes.add({...outcomeOf(after), kind: 'response', response});

		if (workflowId !== null && workflowId.exact !== '') {
			jobs.titles.request(workflowId.exact, now);
		}

		if (after.due === null) {
			jobs.onRunEnded(now);
		}
	}

	function onFailure(run: PollState, problem: Problem, sentAt: Duration): void {
		if (problem.kind === 'auth') {
			deny(problem);
			return;
		}

		for (const after of scheduler.onFailure(run, problem, {sentAt, now: clock.monotonic()})) {
			outcomes.add({...outcomeOf(after), kind: 'failure', problem, gaveUp: after.gaveUp});

			if (after.due === null) {
				inFlight.abort(pollKey(after.id));
				jobs.onRunEnded(clock.monotonic());
			}
		}
	}

	function onJobResult(job: Job, result: JobResult, sentAt: Duration): void {
		if (halted) {
			return;
		}

		if (handleSleep() || result.kind === 'aborted') {
			scheduler.jobs.put(job);
		} else {
			const keyProblem = jobs.finish(job, result, sentAt);

			if (keyProblem !== null) {
				deny(keyProblem);
			}
		}

		pump();
	}

	function deny(problem: Problem): void {
		halt();
		dispatch({type: 'denied', at: clock.now(), problem});
	}

	function outcomeOf(run: PollState): Pick<PollOutcome, 'id' | 'at' | 'nextPollAt'> {
		const next = scheduler.nextPollAt(run);
		const at = clock.now();
		return {id: run.id, at, nextPollAt: next === null ? null : at + next - clock.monotonic()};
	}

	function halt(): void {
		halted = true;
		timer.set(null);
		inFlight.abortAll();
		outcomes.flush();
	}

	function change<Args extends readonly unknown[]>(
		how: (now: Duration, ...args: Args) => void,
	): (...args: Args) => void {
		return (...args) => {
			how(clock.monotonic(), ...args);
			pump();
		};
	}

	return {
		watch: change((now, ids) => {
			scheduler.pollQueue.add(ids, now);
		}),
		unwatch: change((_now, id) => {
			scheduler.pollQueue.remove(id);
			inFlight.abort(pollKey(id));
		}),
		prioritize: change((now, {selected}) => {
			scheduler.pollQueue.prioritize(selected, now);
		}),
		pollNow: change((now, id) => {
			scheduler.pollQueue.pollNow(id, now);
		}),
		discover: change((now, filter) => {
			jobs.discover(filter, now);
		}),
		loadOrder: change((now, id) => {
			jobs.loadOrder(id, now);
		}),
		loadListPage: change((now, page, purpose) => {
			jobs.loadListPage(page, purpose, now);
		}),
		setPollInterval: change((now, interval) => {
			scheduler.setPollInterval(interval, now);
		}),
		pause: change((now, paused) => {
			scheduler.pause(paused, now);
		}),
		async stop() {
			halt();
			await inFlight.ended();
		},
	};
}
