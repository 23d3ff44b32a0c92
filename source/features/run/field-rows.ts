import {executionCost, type Execution} from '../../core/execution.ts';
import {forecast} from '../../core/forecast/forecast.ts';
import type {Money} from '../../core/money/money.ts';
import {runFields, type RunFieldName, type RunFields} from '../../core/run-fields.ts';
import type {Run} from '../../core/run.ts';
import {dayAndTime} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {briefDuration, briefRange, briefWait, exactAmount} from '../../ui/units.ts';
import {fieldLines, labelCells, packFields} from '../../ui/widgets/fields.ts';

export type RunDetail = {
	readonly run: Run;
	readonly now: Instant;
	readonly width: number;
	readonly appearance: Appearance;
	readonly paused: boolean;
	/** Until then no run is polled: the service is unreachable or limits the requests. */
	readonly nextRequestAt: Instant | null;
};

/** The fields of the table that have a label. */
type LabeledField = {
	[Name in RunFieldName]: RunFields[Name] extends {readonly label: object} ? Name : never;
}[RunFieldName];

const maxIdRows = 6;

/** `freshness`: texts like `polled 3s ago`, which share one of the rows. */
export function fieldRows(
	execution: Execution,
	detail: RunDetail,
	freshness: readonly Line[],
): readonly Line[] {
	const {width, appearance, now} = detail;
	const {
		run: {labels},
		language,
	} = appearance.messages;
	const {actualDurationSec: seconds, internalStatus, lastEventType} = execution;
	const cells = labelCells(Object.values(labels));
	const field = (text: string | null, styleName?: StyleName): Line =>
		text === null ? [] : [span(text, styleName)];
	const labeled = (name: LabeledField, text: string | null): Line =>
		text === null ? [] : [span(`${runFields[name].label[language]} ${text}`)];
	const price = (money: Money | null) => money && exactAmount(money, appearance);
	const time = (at: Instant | null) => (at === null ? null : dayAndTime(at, now));
	const rows = {
		queue: execution.phase === 'queued' ? queueFields(execution, detail) : [],
		cost: [
			field(price(executionCost(execution)), 'title'),
			labeled('computeCost', price(execution.computeCost)),
			labeled('externalModelCost', price(execution.externalModelCost)),
		],
		time: [
			labeled('createdAt', time(execution.createdAt)),
			labeled('startedAt', time(execution.startedAt)),
			labeled('terminalAt', time(execution.terminalAt)),
			labeled(
				'actualDurationSec',
				seconds === null ? null : appearance.messages.numbers.shortTime(seconds * 1000),
			),
		],
		data: freshness,
		state: [internalStatus, lastEventType].map(text => field(text?.safe ?? null, 'muted')),
	};
	return fieldLines(
		(['queue', 'cost', 'time', 'data', 'state'] as const).map(name => ({
			label: labels[name],
			rows: packFields(rows[name], width - cells, appearance),
		})),
		cells,
	);
}

/** The place, the wait for it, how long the run is expected to take afterwards, and how long it has waited. */
function queueFields(
	{queuePosition, createdAt, estimatedWaitSec}: Execution,
	{run, now, appearance}: RunDetail,
): readonly Line[] {
	const {run: words} = appearance.messages;
	const {queueSec, runSec} = forecast(run, now);
	const wait = queueSec && briefWait(queueSec, appearance);
	const isOfService = queueSec && estimatedWaitSec !== null && queueSec.high - queueSec.low < 1;
	const range = runSec === null ? appearance.glyphs.unknown : briefRange(runSec, appearance);
	return [
		queuePosition === null ? [] : [span(words.queuePlace(queuePosition), 'queued')],
		joinLines(
			[
				wait === null ? [] : [span(isOfService === true ? words.serviceEstimate(wait) : wait)],
				[span(words.thenRuns(range), runSec === null ? 'muted' : undefined)],
			],
			span(' + ', 'muted'),
		),
		createdAt === null ? [] : [span(words.waited(briefDuration(now - createdAt, appearance)))],
	];
}

/** Wraps long ids instead of cutting them, so that the user can copy them. */
export function idRows({run, width, appearance}: RunDetail): readonly Line[] {
	const {labels} = appearance.messages.run;
	const {taskId = null, workflowId = null} = run.execution ?? {};
	const cells = labelCells(Object.values(labels));
	const ids = [
		[labels.run, run.safeId],
		[labels.task, taskId?.safe],
		[labels.workflow, workflowId?.safe],
	] as const;
	return fieldLines(
		ids.map(([label, id = '']) => ({
			label,
			rows: wrap(id, width - cells, maxIdRows).map(row => [span(row, 'muted')]),
		})),
		cells,
	);
}
