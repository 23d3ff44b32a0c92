import type {Instant} from '../domain/clock.ts';
import {forecast} from '../domain/forecast.ts';
import type {Problem} from '../domain/problem.ts';
import {isFinal, isSettled, type Execution, type Run} from '../domain/run.ts';
import {executionCost} from '../domain/totals.ts';
import {dayAndTime} from './clock-time.ts';
import {labelRows, packFacts} from './facts.ts';
import {failureRows} from './failure-rows.ts';
import {lineWidth, span, toneLine, type Line} from './line.ts';
import type {Look} from './look.ts';
import {problemWords} from './problem-words.ts';
import {progressRows} from './progress-rows.ts';
import {amount, briefDuration} from './units.ts';
import {wrap} from './wrap.ts';

/** The most rows that a sentence or an id may take. */
const mostRows = 6;

/** Everything that is known of a run, in rows of about `width` cells; what matters most now comes first. */
export function detailRows(run: Run, now: Instant, width: number, look: Look): readonly Line[] {
	const {execution, feed} = run;
	const stale = feed.problem !== null && !isSettled(run);
	const trouble = troubleRows(run, now, width, look);

	if (execution === null) {
		const waiting = trouble.length === 0 ? [[span(look.messages.screen.firstAnswer, 'muted')]] : [];
		return [...trouble, ...waiting, ...nameRows(run, null, width, look)];
	}

	const rows = [
		...progress(run, execution, now, width, look),
		...factRows(run, execution, now, width, look),
		...nameRows(run, execution, width, look),
	];
	return [
		...trouble,
		...(execution.error === null ? [] : failureRows(execution.error, width, look)),
		// Old data is greyed, not withdrawn.
		...(stale ? rows.map(row => toneLine(row, 'muted')) : rows),
	];
}

/** Why the run is not followed any more, or why what is shown is old. */
function troubleRows(run: Run, now: Instant, width: number, look: Look): readonly Line[] {
	const {messages, glyphs} = look;
	const {problem, gaveUp, answeredAt, nextPollAt} = run.feed;

	if (run.execution !== null && isFinal(run.execution.phase)) {
		return [];
	}

	if (gaveUp !== null) {
		return [
			...wrap(messages.screen.gaveUp[gaveUp].sentence, width, mostRows).map(row => [
				span(row, 'warn'),
			]),
			...(problem === null ? [] : problemRows(problem, width, look)),
		];
	}

	if (problem === null) {
		return [];
	}

	const age =
		answeredAt === null
			? messages.screen.noAnswerYet
			: messages.screen.stale(briefDuration(now - answeredAt, look));
	const facts: Line[] = [
		[span(`${glyphs.stale} ${age}`, 'warn')],
		[span(problemWords(problem, look), 'warn')],
	];

	if (nextPollAt !== null) {
		const wait = briefDuration(nextPollAt - now, look);
		facts.push([span(messages.screen.retryIn(wait), 'warn')]);
	}

	return [...packFacts(facts, width, look), ...problemRows(problem, width, look)];
}

/** What the service said to a question that failed: its error, else its words, else what happened in technical words. */
function problemRows(problem: Problem, width: number, look: Look): readonly Line[] {
	return problem.engineError === null
		? wrap(problem.serviceMessage?.safe ?? problem.detail, width - 2, 2).map(row => [
				span(`  ${row}`, 'muted'),
			])
		: failureRows(problem.engineError, width, look);
}

function progress(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	look: Look,
): readonly Line[] {
	return execution.phase === 'queued' ? [] : progressRows(run, execution, now, width, look);
}

/** Place in the queue, cost and times, each with its label. */
function factRows(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	look: Look,
): readonly Line[] {
	const {labels} = look.messages.screen;
	return [
		...labelled(labels.queue, queueFacts(run, execution, now, look), width, look),
		...labelled(labels.cost, costFacts(execution, look), width, look),
		...labelled(labels.time, timeFacts(execution, now, look), width, look),
	];
}

function queueFacts(run: Run, {phase, queue, createdAt}: Execution, now: Instant, look: Look) {
	const {screen} = look.messages;
	const facts: Line[] = [];

	if (phase !== 'queued') {
		return facts;
	}

	if (queue !== null && queue.position !== null) {
		facts.push([span(screen.queuePlace(queue.position), 'queued')]);
	}

	const {queueSec} = forecast(run, now);

	if (queueSec !== null) {
		facts.push([span(screen.serviceWait(briefDuration(queueSec * 1000, look)))]);
	}

	if (createdAt !== null) {
		facts.push([span(screen.waited(briefDuration(now - createdAt, look)))]);
	}

	return facts;
}

function costFacts(execution: Execution, look: Look) {
	const {screen} = look.messages;
	const {computeCost, externalModelCost} = execution;
	const total = executionCost(execution);
	const facts: Line[] = [];

	if (total !== null) {
		facts.push([span(amount(total, look), 'title')]);
	}

	if (computeCost !== null) {
		facts.push([span(screen.compute(amount(computeCost, look)))]);
	}

	if (externalModelCost !== null) {
		facts.push([span(screen.external(amount(externalModelCost, look)))]);
	}

	return facts;
}

function timeFacts(execution: Execution, now: Instant, look: Look) {
	const {screen} = look.messages;
	return (
		[
			[execution.createdAt, screen.created],
			[execution.startedAt, screen.started],
			[execution.terminalAt, screen.ended],
		] as const
	).flatMap(([at, sentence]) =>
		at === null ? [] : [[span(sentence(dayAndTime(at, now, look.timeZone)))]],
	);
}

/** The names of the run, whole: what they are copied from by eye. */
function nameRows(run: Run, execution: Execution | null, width: number, look: Look) {
	const {labels} = look.messages.screen;
	const names = [
		[labels.run, run.label],
		[labels.task, execution?.taskId?.safe ?? ''],
		[labels.workflow, execution?.workflowId?.safe ?? ''],
	] as const;
	const cells = labelCells(look);
	return names.flatMap(([label, name]) =>
		labelRows(
			label,
			cells,
			wrap(name, width - cells, mostRows).map(row => [span(row, 'muted')]),
		),
	);
}

function labelled(label: string, facts: readonly Line[], width: number, look: Look) {
	const cells = labelCells(look);
	return labelRows(label, cells, packFacts(facts, width - cells, look));
}

function labelCells({messages}: Look): number {
	return (
		2 + Math.max(...Object.values(messages.screen.labels).map(label => lineWidth([span(label)])))
	);
}
