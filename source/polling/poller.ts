import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {RunOrderId} from '../core/run.ts';
import type {ExecutionResponse} from '../core/execution.ts';
import type {PollOutcome} from '../store/action.ts';
import {WakeTimer} from './wake-timer.ts';
import {Batch} from './batch.ts';
import {JobQueue} from './job-queue.ts';
import type {Job} from './job.ts';
import type {PollState} from './poll-state.ts';
import type {RequestResult} from './in-flight.ts';
import {Scheduler} from './scheduler.ts';
import type {Poller} from './poller-interface.ts';
import type {PollerOptions} from './poller-options.ts';
import type {PollRequest} from './request.ts';
import {PollRequests} from './requests.ts';

/** How long a watch without a screen bears a failure without a break: the `giveUpAfter` to use there, in milliseconds. */
export const headlessGiveUpMs: Duration = 5 * 60_000;

/** Answers that come closer together than this are told as one: what moves by itself is drawn once in a second, and a script reads no faster. */
const gathering: Duration = 100;

export type {Poller} from './poller-interface.ts';

/** Makes a poller that follows nothing yet. After a refused key it asks nothing ever again. */
export function createPoller(options: PollerOptions): Poller {
	const {client, clock, dispatch, onBug} = options;
	const scheduler = new Scheduler(options);
	const underWay = new PollRequests(fail);
	const alarm = new WakeTimer(clock, pump);
	const outcomes = new Batch<PollOutcome>(clock, gathering, batch => {
		dispatch({type: 'polled', at: clock.now(), outcomes: batch});
	});
	const logIndex = new JobQueue({...options, scheduler});
	let halted = false;

	/** Asks whatever may be asked now, and sets the alarm for what comes next. */
	function pump(): void {
		if (halted) {
			return;
		}

		noticeSleep();
		const now = clock.monotonic();
		let request = scheduler.next(now, underWay);

		while (request !== null) {
			ask(request, now);
			request = scheduler.next(now, underWay);
		}

		alarm.set(scheduler.nextMoment(underWay));
	}

	/** Whether the machine slept. What is under way is stale then, and everything is asked anew. */
	function noticeSleep(): boolean {
		const slept = alarm.didSystemSleep();

		if (slept) {
			underWay.abortAll();
			scheduler.resumeAfterSleep(clock.monotonic());
		}

		return slept;
	}

	function ask(request: PollRequest, askedAt: Duration): void {
		if (request.kind === 'execution') {
			const {id} = request;
			underWay.polls.start(
				id,
				async signal => client.execution(id, signal),
				result => {
					takeExecution(id, result, askedAt);
				},
			);
		} else {
			const {job} = request;
			scheduler.jobs.take(job.key);
			underWay.jobs.start(
				job.key,
				async signal => job.ask(client, signal),
				result => {
					takeErrand(job, result, askedAt);
				},
			);
		}
	}

	function takeExecution(
		id: RunOrderId,
		result: RequestResult<ExecutionResponse>,
		askedAt: Duration,
	): void {
		const run = scheduler.pollQueue.get(id);
		const stale = halted || noticeSleep() || run === undefined;

		if (!stale && result.kind === 'response') {
			takeAnswer(run, result.response);
		}

		if (!stale && result.kind === 'failure') {
			takeFailure(run, result.error.toProblem(clock.now()), askedAt);
		}

		if (!stale && result.kind === 'dropped') {
			scheduler.pollQueue.set(run);
		}

		pump();
	}

	function takeAnswer(run: PollState, response: ExecutionResponse): void {
		const now = clock.monotonic();
		const {workflowId} = response.execution;
		const after = scheduler.onResponse(run, response.execution, now);
		outcomes.add({...outcomeOf(after), kind: 'response', response});

		if (workflowId !== null && workflowId.exact !== '') {
			logIndex.titles.request(workflowId.exact, now);
		}

		if (after.due === null) {
			logIndex.onRunEnded(now);
		}
	}

	function takeFailure(run: PollState, problem: Problem, askedAt: Duration): void {
		if (problem.kind === 'auth') {
			deny(problem);
			return;
		}

		for (const fate of scheduler.onFailure(run, problem, {
			sentAt: askedAt,
			now: clock.monotonic(),
		})) {
			outcomes.add({...outcomeOf(fate), kind: 'failure', problem, gaveUp: fate.gaveUp});

			if (fate.due === null) {
				underWay.polls.abort(fate.id);
				logIndex.onRunEnded(clock.monotonic());
			}
		}
	}

	function takeErrand(
		job: Job,
		result: RequestResult<(now: Duration) => void>,
		askedAt: Duration,
	): void {
		if (halted) {
			return;
		}

		if (noticeSleep() || result.kind === 'dropped') {
			scheduler.jobs.put(job);
		} else {
			const refusal = logIndex.finish(job, result, askedAt);

			if (refusal !== null) {
				deny(refusal);
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

	/** Ends all asking. What has come in so far is still told. */
	function halt(): void {
		halted = true;
		alarm.set(null);
		underWay.abortAll();
		outcomes.flush();
	}

	function fail(error: unknown): void {
		halt();
		onBug(error);
	}

	/** Changes the plan, and does what follows from it. */
	function change(how: (now: Duration) => void): void {
		how(clock.monotonic());
		pump();
	}

	return {
		watch(ids) {
			change(now => {
				scheduler.pollQueue.add(ids, now);
			});
		},
		unwatch(id) {
			change(() => {
				scheduler.pollQueue.remove(id);
				underWay.polls.abort(id);
			});
		},
		prioritize(id) {
			change(now => {
				scheduler.pollQueue.prioritize(id, now);
			});
		},
		pollNow(id) {
			change(now => {
				scheduler.pollQueue.pollNow(id, now);
			});
		},
		discover(wanted) {
			change(now => {
				logIndex.discover(wanted, now);
			});
		},
		loadOrder(id) {
			change(now => {
				logIndex.loadOrder(id, now);
			});
		},
		loadListPage(page, purpose) {
			change(now => {
				logIndex.loadListPage(page, purpose, now);
			});
		},
		setInterval(interval) {
			change(now => {
				scheduler.setInterval(interval, now);
			});
		},
		pause(paused) {
			change(now => {
				scheduler.pause(paused, now);
			});
		},
		async stop() {
			halt();
			await underWay.ended();
		},
	};
}
