import {isDeepStrictEqual} from 'node:util';
import type {Instant} from '../domain/clock.ts';
import {emptyLog, mergeLog} from '../domain/log-book.ts';
import {observePace} from '../domain/pace.ts';
import {isSettled, type ExecutionAnswer, type Run, type RunOrderId} from '../domain/run.ts';
import type {ForeignText} from '../domain/text.ts';
import type {PollOutcome} from './action.ts';

type Runs = ReadonlyMap<RunOrderId, Run>;

/** The runs with those that were not watched yet at the end; the same map when there is none. */
export function addRuns(runs: Runs, ids: readonly ForeignText[], at: Instant): Runs {
	const fresh = ids.filter(id => !runs.has(id.exact));
	return fresh.length === 0
		? runs
		: new Map([...runs, ...fresh.map(id => [id.exact, newRun(id, at)] as const)]);
}

/** The runs without one. */
export function dropRun(runs: Runs, id: RunOrderId): Runs {
	const left = new Map(runs);
	return left.delete(id) ? left : runs;
}

/** The runs after some polls came out. An outcome of a run that is not watched any more is ignored. */
export function applyOutcomes(
	runs: Runs,
	outcomes: readonly PollOutcome[],
	titles: ReadonlyMap<string, ForeignText>,
): Runs {
	const changed = new Map(runs);

	for (const outcome of outcomes) {
		const run = changed.get(outcome.id);

		if (run !== undefined) {
			changed.set(run.id, applyOutcome(run, outcome, titles));
		}
	}

	return changed;
}

/** The runs after a workflow's title became known: every run of that workflow shows it. */
export function titleRuns(runs: Runs, workflowId: string, title: ForeignText): Runs {
	const titled = [...runs.values()].filter(
		run => run.execution?.workflowId?.exact === workflowId && run.title?.exact !== title.exact,
	);
	return titled.length === 0
		? runs
		: new Map([...runs, ...titled.map(run => [run.id, {...run, title}] as const)]);
}

/** The runs after the key was refused: those that are still going are not asked for any more. */
export function denyRuns(runs: Runs): Runs {
	return new Map(
		[...runs].map(([id, run]) => [
			id,
			isSettled(run)
				? run
				: {...run, feed: {...run.feed, nextPollAt: null, gaveUp: 'denied' as const}},
		]),
	);
}

/** The run after it was asked to be polled again: what it was given up for is forgotten. */
export function reviveRun(runs: Runs, id: RunOrderId): Runs {
	const run = runs.get(id);
	return run === undefined || run.feed.gaveUp === null
		? runs
		: new Map(runs).set(id, {...run, feed: {...run.feed, gaveUp: null}});
}

function newRun(id: ForeignText, at: Instant): Run {
	return {
		id: id.exact,
		label: id.safe,
		title: null,
		addedAt: at,
		execution: null,
		log: emptyLog(),
		pace: [],
		feed: {
			answeredAt: null,
			changedAt: null,
			nextPollAt: null,
			failures: 0,
			problem: null,
			gaveUp: null,
		},
	};
}

function applyOutcome(
	run: Run,
	outcome: PollOutcome,
	titles: ReadonlyMap<string, ForeignText>,
): Run {
	return outcome.kind === 'answer'
		? applyAnswer(run, outcome, outcome.answer, titles)
		: {
				...run,
				feed: {
					...run.feed,
					nextPollAt: outcome.nextPollAt,
					failures: run.feed.failures + 1,
					problem: outcome.problem,
					gaveUp: outcome.gaveUp,
				},
			};
}

function applyAnswer(
	run: Run,
	{at, nextPollAt}: Pick<PollOutcome, 'at' | 'nextPollAt'>,
	answer: ExecutionAnswer,
	titles: ReadonlyMap<string, ForeignText>,
): Run {
	const log = mergeLog(run.log, answer.logs);
	// Kept by identity where the answer says nothing new, so that readers can tell by a glance.
	const execution = isDeepStrictEqual(run.execution, answer.execution)
		? run.execution
		: answer.execution;
	const news = log !== run.log || execution !== run.execution;
	const workflowId = answer.execution.workflowId?.exact ?? '';
	return {
		...run,
		title: titles.get(workflowId) ?? run.title,
		execution,
		log,
		pace: observePace(run.pace, answer.execution.progressPercent, at),
		feed: {
			answeredAt: at,
			changedAt: news ? at : run.feed.changedAt,
			nextPollAt,
			failures: 0,
			problem: null,
			gaveUp: null,
		},
	};
}
