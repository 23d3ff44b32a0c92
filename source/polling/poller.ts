import type {Duration} from '../core/time/clock.ts';
import type {Problem} from '../core/problem.ts';
import type {ExecutionAnswer, RunOrderId} from '../core/run.ts';
import type {PollOutcome} from '../store/action.ts';
import {Alarm} from './wake-timer.ts';
import {Batch} from './batch.ts';
import {ErrandDesk} from './job-queue.ts';
import type {Errand} from './job.ts';
import type {Followed} from './poll-state.ts';
import type {Settled} from './in-flight.ts';
import {Plan} from './scheduler.ts';
import type {Poller} from './poller-interface.ts';
import type {PollerOptions} from './poller-options.ts';
import type {Question} from './request.ts';
import {Questions} from './requests.ts';

/** How long a watch without a screen bears a failure without a break: the `giveUpAfter` to use there, in milliseconds. */
export const patience: Duration = 5 * 60_000;

/** Answers that come closer together than this are told as one: what moves by itself is drawn once in a second, and a script reads no faster. */
const gathering: Duration = 100;

export type {Poller} from './poller-interface.ts';

/** Makes a poller that follows nothing yet. After a refused key it asks nothing ever again. */
export function createPoller(options: PollerOptions): Poller {
	const {client, clock, dispatch, onBug} = options;
	const plan = new Plan(options);
	const underWay = new Questions(fail);
	const alarm = new Alarm(clock, pump);
	const outcomes = new Batch<PollOutcome>(clock, gathering, batch => {
		dispatch({type: 'polled', at: clock.now(), outcomes: batch});
	});
	const desk = new ErrandDesk({...options, plan});
	let halted = false;

	/** Asks whatever may be asked now, and sets the alarm for what comes next. */
	function pump(): void {
		if (halted) {
			return;
		}

		noticeSleep();
		const now = clock.monotonic();
		let question = plan.next(now, underWay);

		while (question !== null) {
			ask(question, now);
			question = plan.next(now, underWay);
		}

		alarm.set(plan.nextMoment(underWay));
	}

	/** Whether the machine slept. What is under way is stale then, and everything is asked anew. */
	function noticeSleep(): boolean {
		const slept = alarm.overslept();

		if (slept) {
			underWay.abortAll();
			plan.wake(clock.monotonic());
		}

		return slept;
	}

	function ask(question: Question, askedAt: Duration): void {
		if (question.kind === 'execution') {
			const {id} = question;
			underWay.polls.start(
				id,
				async signal => client.execution(id, signal),
				result => {
					takeExecution(id, result, askedAt);
				},
			);
		} else {
			const {errand} = question;
			plan.errands.take(errand.key);
			underWay.errands.start(
				errand.key,
				async signal => errand.ask(client, signal),
				result => {
					takeErrand(errand, result, askedAt);
				},
			);
		}
	}

	function takeExecution(
		id: RunOrderId,
		result: Settled<ExecutionAnswer>,
		askedAt: Duration,
	): void {
		const run = plan.roster.get(id);
		const stale = halted || noticeSleep() || run === undefined;

		if (!stale && result.kind === 'answer') {
			takeAnswer(run, result.answer);
		}

		if (!stale && result.kind === 'failure') {
			takeFailure(run, result.error.toProblem(clock.now()), askedAt);
		}

		if (!stale && result.kind === 'dropped') {
			plan.roster.set(run);
		}

		pump();
	}

	function takeAnswer(run: Followed, answer: ExecutionAnswer): void {
		const now = clock.monotonic();
		const {workflowId} = answer.execution;
		const after = plan.answered(run, answer.execution, now);
		outcomes.add({...outcomeOf(after), kind: 'answer', answer});

		if (workflowId !== null && workflowId.exact !== '') {
			desk.titles.want(workflowId.exact, now);
		}

		if (after.due === null) {
			desk.settled(now);
		}
	}

	function takeFailure(run: Followed, problem: Problem, askedAt: Duration): void {
		if (problem.kind === 'auth') {
			deny(problem);
			return;
		}

		for (const fate of plan.failed(run, problem, {askedAt, now: clock.monotonic()})) {
			outcomes.add({...outcomeOf(fate), kind: 'failure', problem, gaveUp: fate.gaveUp});

			if (fate.due === null) {
				underWay.polls.abort(fate.id);
				desk.settled(clock.monotonic());
			}
		}
	}

	function takeErrand(
		errand: Errand,
		result: Settled<(now: Duration) => void>,
		askedAt: Duration,
	): void {
		if (halted) {
			return;
		}

		if (noticeSleep() || result.kind === 'dropped') {
			plan.errands.put(errand);
		} else {
			const refusal = desk.settle(errand, result, askedAt);

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

	function outcomeOf(run: Followed): Pick<PollOutcome, 'id' | 'at' | 'nextPollAt'> {
		const next = plan.nextPollAt(run);
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
				plan.roster.add(ids, now);
			});
		},
		unwatch(id) {
			change(() => {
				plan.roster.remove(id);
				underWay.polls.abort(id);
			});
		},
		attend(id) {
			change(now => {
				plan.roster.attend(id, now);
			});
		},
		pollNow(id) {
			change(now => {
				plan.roster.wish(id, now);
			});
		},
		discover(wanted) {
			change(now => {
				desk.discover(wanted, now);
			});
		},
		lookUp(id) {
			change(now => {
				desk.lookUp(id, now);
			});
		},
		listPage(page, purpose) {
			change(now => {
				desk.listPage(page, purpose, now);
			});
		},
		setPace(interval) {
			change(now => {
				plan.setPace(interval, now);
			});
		},
		pause(paused) {
			change(now => {
				plan.pause(paused, now);
			});
		},
		async stop() {
			halt();
			await underWay.ended();
		},
	};
}
