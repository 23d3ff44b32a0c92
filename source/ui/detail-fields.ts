import type {Instant} from '../core/time/clock.ts';
import {forecast} from '../core/forecast/forecast.ts';
import type {Execution, Run} from '../core/run.ts';
import {executionCost} from '../core/money/totals.ts';
import {dayAndTime} from './clock-time.ts';
import {labelRows, packFacts} from './fields.ts';
import {joinLines, lineWidth, span, type Line} from './line.ts';
import type {Look} from './theme/appearance.ts';
import {amount, briefDuration, briefRange, briefWait} from './units.ts';
import {wrap} from './wrap.ts';

/** The most rows that a name may take. */
const mostRows = 6;

/** Place in the queue, cost, times and how fresh all this is, each with its label. */
export function factRows(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	look: Look,
	fresh: readonly Line[] = [],
): readonly Line[] {
	const {labels} = look.messages.screen;
	return [
		...labelled(labels.queue, queueFacts(run, execution, now, look), width, look),
		...labelled(labels.cost, costFacts(execution, look), width, look),
		...labelled(labels.time, timeFacts(execution, now, look), width, look),
		...labelled(labels.data, fresh, width, look),
		...labelled(labels.state, engineFacts(execution), width, look),
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

	const parts = [waitFact(run, queue, now, look), runFact(run, now, look)];
	facts.push(joinLines(parts, span(' + ', 'muted')));

	if (createdAt !== null) {
		facts.push([span(screen.waited(briefDuration(now - createdAt, look)))]);
	}

	return facts;
}

/** How long it will wait: as the service says, or as that went on so far. */
function waitFact(run: Run, queue: Execution['queue'], now: Instant, look: Look): Line {
	const {screen} = look.messages;
	const {queueSec} = forecast(run, now);

	if (queueSec === null) {
		return [];
	}

	const told = queue?.estimatedWaitSec ?? null;
	const wait = briefWait(queueSec, look);

	if (told === null) {
		return [span(wait)];
	}

	const age = now - (run.feed.answeredAt ?? now);
	return [
		queueSec.high - queueSec.low < 1
			? span(screen.serviceWait(wait))
			: span(screen.ownWait(wait, `~${briefDuration(told * 1000 - age, look)}`)),
	];
}

/** And how long it will run then. */
function runFact(run: Run, now: Instant, look: Look): Line {
	const {screen} = look.messages;
	const {runSec} = forecast(run, now);
	return [
		runSec === null
			? span(screen.thenRuns(look.glyphs.unknown), 'muted')
			: span(screen.thenRuns(briefRange(runSec, look))),
	];
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
	const {actualDurationSec} = execution;
	const moments = (
		[
			[execution.createdAt, screen.created],
			[execution.startedAt, screen.started],
			[execution.terminalAt, screen.ended],
		] as const
	).flatMap(([at, sentence]) =>
		at === null ? [] : [[span(sentence(dayAndTime(at, now, look.timeZone)))]],
	);
	return actualDurationSec === null
		? moments
		: [...moments, [span(screen.executed(actualDurationSec))]];
}

/** The engine's own words for where the run is. */
function engineFacts({snapshot}: Execution): readonly Line[] {
	return [snapshot?.internalStatus, snapshot?.lastEventType].flatMap(word =>
		word === null || word === undefined ? [] : [[span(word.safe, 'muted')]],
	);
}

/** The names of the run, whole: what they are copied from by eye. */
export function nameRows(run: Run, execution: Execution | null, width: number, look: Look) {
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
