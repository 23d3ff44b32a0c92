import {rowOf, type LabelledField, type RowName} from './field-rows.ts';
import {executionCost, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {runFields} from '../../core/run-fields.ts';
import type {Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {fieldText} from '../../ui/field-text.ts';
import {fieldLines, labelCells, packFields} from '../../ui/fields.ts';
import {joinLines, span, type Line} from '../../ui/line.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDuration, briefRange, briefWait} from '../../ui/units.ts';
import {wrap} from '../../ui/wrap.ts';

const shown = Object.entries(rowOf).filter(
	(entry): entry is [LabelledField, RowName] => entry[1] !== null,
);

const maxIdRows = 6;

/** Returns rows with labels: the queue, the cost, times, `freshness`, and the state that the engine reports. */
export function fieldRows(
	run: Run,
	execution: Execution,
	now: Instant,
	width: number,
	appearance: Appearance,
	freshness: readonly Line[] = [],
): readonly Line[] {
	const {labels} = appearance.messages.run;
	const cells = labelCells(Object.values(labels));
	const field = (label: string, values: readonly Line[]) => ({
		label,
		rows: packFields(values, width - cells, appearance),
	});
	const valuesOf = (name: RowName) => rowFields(name, execution, now, appearance);
	return fieldLines(
		[
			field(labels.queue, queueFields(run, execution, now, appearance)),
			field(labels.cost, valuesOf('cost')),
			field(labels.time, valuesOf('time')),
			field(labels.data, freshness),
			field(labels.state, valuesOf('state')),
		],
		cells,
	);
}

function rowFields(
	row: RowName,
	execution: Execution,
	now: Instant,
	appearance: Appearance,
): readonly Line[] {
	const values = {...execution, totalCost: executionCost(execution)};
	return shown.flatMap(([name, ownRow]) => {
		const text =
			ownRow === row ? fieldText(runFields[name].type, values[name], appearance, now) : null;
		return text === null
			? []
			: [[span(appearance.messages.run.fields[name](text), styleOf(name, row))]];
	});
}

function styleOf(name: LabelledField, row: RowName): StyleName | undefined {
	return name === 'totalCost' ? 'title' : row === 'state' ? 'muted' : undefined;
}

function queueFields(
	run: Run,
	execution: Execution,
	now: Instant,
	appearance: Appearance,
): readonly Line[] {
	const {run: words} = appearance.messages;
	const {phase, queuePosition, createdAt} = execution;

	if (phase !== 'queued') {
		return [];
	}

	const fields: Line[] = [];

	if (queuePosition !== null) {
		fields.push([span(words.queuePlace(queuePosition), 'queued')]);
	}

	const parts = [waitField(run, execution, now, appearance), runField(run, now, appearance)];
	fields.push(joinLines(parts, span(' + ', 'muted')));

	if (createdAt !== null) {
		fields.push([span(words.waited(briefDuration(now - createdAt, appearance)))]);
	}

	return fields;
}

/** Returns the forecast wait in the queue, and the service's estimate if it differs from the forecast. */
function waitField(
	run: Run,
	{estimatedWaitSec}: Execution,
	now: Instant,
	appearance: Appearance,
): Line {
	const {run: words} = appearance.messages;
	const {queueSec} = forecast(run, now);

	if (queueSec === null) {
		return [];
	}

	const wait = briefWait(queueSec, appearance);

	if (estimatedWaitSec === null) {
		return [span(wait)];
	}

	const age = now - (run.polling.respondedAt ?? now);
	return [
		queueSec.high - queueSec.low < 1
			? span(words.serviceEstimate(wait))
			: span(
					words.ownEstimate(wait, `~${briefDuration(estimatedWaitSec * 1000 - age, appearance)}`),
				),
	];
}

/** Returns the forecast running time, without the wait in the queue. */
function runField(run: Run, now: Instant, appearance: Appearance): Line {
	const {run: words} = appearance.messages;
	const {runSec} = forecast(run, now);
	return [
		runSec === null
			? span(words.thenRuns(appearance.glyphs.unknown), 'muted')
			: span(words.thenRuns(briefRange(runSec, appearance))),
	];
}

/** Returns the ids of the run. Wraps long ids instead of cutting them, so that the user can copy them. */
export function idRows(
	run: Run,
	execution: Execution | null,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {labels} = appearance.messages.run;
	const cells = labelCells(Object.values(labels));
	const field = (label: string, id = '') => ({
		label,
		rows: wrap(id, width - cells, maxIdRows).map(row => [span(row, 'muted')]),
	});
	return fieldLines(
		[
			field(labels.run, run.label),
			field(labels.task, execution?.taskId?.safe),
			field(labels.workflow, execution?.workflowId?.safe),
		],
		cells,
	);
}
