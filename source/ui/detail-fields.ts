import type {Instant} from '../core/time/clock.ts';
import {forecast} from '../core/forecast/forecast.ts';
import type {Run} from '../core/run.ts';
import {type Execution, executionCost} from '../core/execution.ts';
import {dayAndTime} from './clock-time.ts';
import {labelRows, packFields} from './fields.ts';
import {joinLines, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {amount, briefDuration, briefRange, briefWait} from './units.ts';
import {wrap} from './wrap.ts';

/** The most rows that a name may take. */
const maxRows = 6;

/** Place in the queue, cost, times and how fresh all this is, each with its label. */
export function fieldRows(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	appearance: Appearance,
	fresh: readonly Line[] = [],
): readonly Line[] {
	const {labels} = appearance.messages.screen;
	return [
		...labelled(labels.queue, queueFacts(run, execution, now, appearance), width, appearance),
		...labelled(labels.cost, costFacts(execution, appearance), width, appearance),
		...labelled(labels.time, timeFacts(execution, now, appearance), width, appearance),
		...labelled(labels.data, fresh, width, appearance),
		...labelled(labels.state, engineFacts(execution), width, appearance),
	];
}

function queueFacts(
	run: Run,
	{phase, queue, createdAt}: Execution,
	now: Instant,
	appearance: Appearance,
) {
	const {screen} = appearance.messages;
	const fields: Line[] = [];

	if (phase !== 'queued') {
		return fields;
	}

	if (queue !== null && queue.position !== null) {
		fields.push([span(screen.queuePlace(queue.position), 'queued')]);
	}

	const parts = [waitFact(run, queue, now, appearance), runFact(run, now, appearance)];
	fields.push(joinLines(parts, span(' + ', 'muted')));

	if (createdAt !== null) {
		fields.push([span(screen.waited(briefDuration(now - createdAt, appearance)))]);
	}

	return fields;
}

/** How long it will wait: as the service says, or as that went on so far. */
function waitFact(run: Run, queue: Execution['queue'], now: Instant, appearance: Appearance): Line {
	const {screen} = appearance.messages;
	const {queueSec} = forecast(run, now);

	if (queueSec === null) {
		return [];
	}

	const told = queue?.estimatedWaitSec ?? null;
	const wait = briefWait(queueSec, appearance);

	if (told === null) {
		return [span(wait)];
	}

	const age = now - (run.polling.respondedAt ?? now);
	return [
		queueSec.high - queueSec.low < 1
			? span(screen.serviceWait(wait))
			: span(screen.ownWait(wait, `~${briefDuration(told * 1000 - age, appearance)}`)),
	];
}

/** And how long it will run then. */
function runFact(run: Run, now: Instant, appearance: Appearance): Line {
	const {screen} = appearance.messages;
	const {runSec} = forecast(run, now);
	return [
		runSec === null
			? span(screen.thenRuns(appearance.glyphs.unknown), 'muted')
			: span(screen.thenRuns(briefRange(runSec, appearance))),
	];
}

function costFacts(execution: Execution, appearance: Appearance) {
	const {screen} = appearance.messages;
	const {computeCost, externalModelCost} = execution;
	const total = executionCost(execution);
	const fields: Line[] = [];

	if (total !== null) {
		fields.push([span(amount(total, appearance), 'title')]);
	}

	if (computeCost !== null) {
		fields.push([span(screen.compute(amount(computeCost, appearance)))]);
	}

	if (externalModelCost !== null) {
		fields.push([span(screen.external(amount(externalModelCost, appearance)))]);
	}

	return fields;
}

function timeFacts(execution: Execution, now: Instant, appearance: Appearance) {
	const {screen} = appearance.messages;
	const {actualDurationSec} = execution;
	const moments = (
		[
			[execution.createdAt, screen.created],
			[execution.startedAt, screen.started],
			[execution.terminalAt, screen.ended],
		] as const
	).flatMap(([at, sentence]) =>
		at === null ? [] : [[span(sentence(dayAndTime(at, now, appearance.timeZone)))]],
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
export function nameRows(
	run: Run,
	execution: Execution | null,
	width: number,
	appearance: Appearance,
) {
	const {labels} = appearance.messages.screen;
	const names = [
		[labels.run, run.label],
		[labels.task, execution?.taskId?.safe ?? ''],
		[labels.workflow, execution?.workflowId?.safe ?? ''],
	] as const;
	const cells = labelCells(appearance);
	return names.flatMap(([label, name]) =>
		labelRows(
			label,
			cells,
			wrap(name, width - cells, maxRows).map(row => [span(row, 'muted')]),
		),
	);
}

function labelled(label: string, fields: readonly Line[], width: number, appearance: Appearance) {
	const cells = labelCells(appearance);
	return labelRows(label, cells, packFields(fields, width - cells, appearance));
}

function labelCells({messages}: Appearance): number {
	return (
		2 + Math.max(...Object.values(messages.screen.labels).map(label => lineWidth([span(label)])))
	);
}
