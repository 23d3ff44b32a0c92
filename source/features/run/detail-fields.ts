import {executionCost, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import {runFields} from '../../core/run-fields.ts';
import type {Run} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {fieldText} from '../../ui/field-text.ts';
import {joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefDuration, briefEstimate, briefRange, briefWait} from '../../ui/units.ts';
import {fieldLines, labelCells, packFields} from '../../ui/widgets/fields.ts';
import {wrap} from '../../ui/wrap.ts';
import {rowOf, type LabelledField, type RowName} from './field-rows.ts';

export type RunDetail = {
	readonly run: Run;
	readonly now: Instant;
	readonly width: number;
	readonly appearance: Appearance;
	readonly paused: boolean;
	/** Until then no run is polled: the service is unreachable or limits the requests. */
	readonly nextRequestAt: Instant | null;
};

const shown = Object.entries(rowOf).filter(
	(entry): entry is [LabelledField, RowName] => entry[1] !== null,
);

const maxIdRows = 6;

/**
 * Returns the rows with the fields of a run. `freshness`: texts like `polled 3s ago`, which share one of the rows.
 */
export function fieldRows(
	execution: Execution,
	detail: RunDetail,
	freshness: readonly Line[],
): readonly Line[] {
	const {width, appearance} = detail;
	const {labels} = appearance.messages.run;
	const cells = labelCells(Object.values(labels));
	const fields = {
		queue: execution.phase === 'queued' ? queueFields(execution, detail) : [],
		cost: rowFields('cost', execution, detail),
		time: rowFields('time', execution, detail),
		data: freshness,
		state: rowFields('state', execution, detail),
	} as const;
	const names = ['queue', 'cost', 'time', 'data', 'state'] as const;
	return fieldLines(
		names.map(name => ({
			label: labels[name],
			rows: packFields(fields[name], width - cells, appearance),
		})),
		cells,
	);
}

function rowFields(
	row: RowName,
	execution: Execution,
	{now, appearance}: RunDetail,
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

function queueFields(execution: Execution, detail: RunDetail): readonly Line[] {
	const {now, appearance} = detail;
	const {run: words} = appearance.messages;
	const {queuePosition, createdAt} = execution;
	const parts = [waitField(execution, detail), runField(detail)];
	return [
		queuePosition === null ? [] : [span(words.queuePlace(queuePosition), 'queued')],
		joinLines(parts, span(' + ', 'muted')),
		createdAt === null ? [] : [span(words.waited(briefDuration(now - createdAt, appearance)))],
	];
}

function waitField({estimatedWaitSec}: Execution, {run, now, appearance}: RunDetail): Line {
	const {run: words} = appearance.messages;
	const {queueSec} = forecast(run, now);

	if (queueSec === null) {
		return [];
	}

	const wait = briefWait(queueSec, appearance);

	if (estimatedWaitSec === null) {
		return [span(wait)];
	}

	if (queueSec.high - queueSec.low < 1) {
		return [span(words.serviceEstimate(wait))];
	}

	const age = now - (run.polling.respondedAt ?? now);
	const estimate = briefEstimate(estimatedWaitSec * 1000 - age, appearance);
	return [span(words.ownEstimate(wait, estimate))];
}

/** How long a queued run is expected to take after it has left the queue. */
function runField({run, now, appearance}: RunDetail): Line {
	const {thenRuns} = appearance.messages.run;
	const {runSec} = forecast(run, now);
	return [
		runSec === null
			? span(thenRuns(appearance.glyphs.unknown), 'muted')
			: span(thenRuns(briefRange(runSec, appearance))),
	];
}

/** Wraps long ids instead of cutting them, so that the user can copy them. */
export function idRows({run, width, appearance}: RunDetail): readonly Line[] {
	const {labels} = appearance.messages.run;
	const cells = labelCells(Object.values(labels));
	const field = (label: string, id = '') => ({
		label,
		rows: wrap(id, width - cells, maxIdRows).map(row => [span(row, 'muted')]),
	});
	return fieldLines(
		[
			field(labels.run, run.label),
			field(labels.task, run.execution?.taskId?.safe),
			field(labels.workflow, run.execution?.workflowId?.safe),
		],
		cells,
	);
}
