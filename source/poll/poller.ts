import type {RunClient} from '../api/client.ts';
import type {Workflow} from '../domain/workflow.ts';
import type {Clock, Duration} from '../domain/clock.ts';
import type {Problem} from '../domain/problem.ts';
import type {ExecutionAnswer, RunOrderId} from '../domain/run.ts';
import type {Action, PollOutcome} from '../state/action.ts';
import {Alarm} from './alarm.ts';
import {Batch} from './batch.ts';
import type {Followed} from './followed.ts';
import {InFlight, type Settled} from './in-flight.ts';
import {Plan, type PlanOptions, type Question} from './plan.ts';
import type {WantedTitle} from './titles.ts';

/** How long a watch without a screen bears a failure without a break: the `giveUpAfter` to use there, in milliseconds. */
export const patience: Duration = 5 * 60_000;

/** What a poller is made of. */
export type PollerOptions = PlanOptions & {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly dispatch: (action: Action) => void;
	/** Gets an error that is no failure of the service. The poller has stopped then. */
	readonly onBug: (error: unknown) => void;
};

/** Asks for the watched runs, each on its own cadence, and tells by actions what comes of it. */
export type Poller = {
	/** Begins with runs that are not followed yet. */
	watch(ids: readonly RunOrderId[]): void;
	/** Forgets a run; an answer that is under way is dropped. */
	unwatch(id: RunOrderId): void;
	/** The run that the reader looks at: never asked later than the interval, and before the others. */
	attend(id: RunOrderId | null): void;
	/** Asks as soon as the service allows it, also a run that was given up. A final run is not asked again. */
	pollNow(id: RunOrderId): void;
	/** Stops asking, or goes on. What is under way when it stops still comes in. */
	pause(paused: boolean): void;
	/** Ends everything for good. Resolves when no question is under way any more; no timer is left then. */
	stop(): Promise<void>;
};

/** Makes a poller that follows nothing yet. After a refused key it asks nothing ever again. */
export function createPoller(options: PollerOptions): Poller {
	const {client, clock, dispatch, onBug} = options;
	const plan = new Plan(options);
	const executions = new InFlight(fail);
	const workflows = new InFlight(fail);
	const alarm = new Alarm(clock, pump);
	const outcomes = new Batch<PollOutcome>(clock, batch => {
		dispatch({type: 'polled', at: clock.now(), outcomes: batch});
	});
	const underWay = {
		get size() {
			return executions.size + workflows.size;
		},
		has: (id: RunOrderId) => executions.has(id),
	};
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
			executions.abortAll();
			workflows.abortAll();
			plan.wake(clock.monotonic());
		}

		return slept;
	}

	function ask(question: Question, askedAt: Duration): void {
		if (question.kind === 'execution') {
			const {id} = question;
			executions.start(
				id,
				async signal => client.execution(id, signal),
				result => {
					takeExecution(id, result, askedAt);
				},
			);
		} else {
			const {title} = question;
			plan.titles.take(title);
			workflows.start(
				title.workflowId,
				async signal => client.workflow(title.workflowId, signal),
				result => {
					takeWorkflow(title, result, askedAt);
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

		pump();
	}

	function takeAnswer(run: Followed, answer: ExecutionAnswer): void {
		const now = clock.monotonic();
		const {workflowId} = answer.execution;
		const after = plan.answered(run, answer.execution, now);
		outcomes.add({...outcomeOf(after), kind: 'answer', answer});

		if (workflowId !== null && workflowId.exact !== '') {
			plan.titles.want(workflowId.exact, now);
		}
	}

	function takeFailure(run: Followed, problem: Problem, askedAt: Duration): void {
		if (problem.kind === 'auth') {
			halt();
			dispatch({type: 'denied', at: clock.now(), problem});
			return;
		}

		for (const fate of plan.failed(run, problem, {askedAt, now: clock.monotonic()})) {
			outcomes.add({...outcomeOf(fate), kind: 'failure', problem, gaveUp: fate.gaveUp});

			if (fate.due === null) {
				executions.abort(fate.id);
			}
		}
	}

	function takeWorkflow(title: WantedTitle, result: Settled<Workflow>, askedAt: Duration): void {
		const now = clock.monotonic();

		if (halted) {
			return;
		}

		if (noticeSleep() || result.kind === 'dropped') {
			plan.titles.putBack(title);
		} else if (result.kind === 'failure') {
			// Also when it says that the key may not see this workflow: the runs are what the key is for.
			plan.troubled(result.error.toProblem(clock.now()), {askedAt, now});
			plan.titles.failed(title, now);
		} else {
			plan.replied(now);
			dispatch({
				type: 'workflow-described',
				at: clock.now(),
				workflowId: title.workflowId,
				workflow: result.answer,
			});
		}

		pump();
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
		executions.abortAll();
		workflows.abortAll();
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
				executions.abort(id);
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
		pause(paused) {
			change(now => {
				plan.pause(paused, now);
			});
		},
		async stop() {
			halt();
			await Promise.all([executions.ended(), workflows.ended()]);
		},
	};
}
