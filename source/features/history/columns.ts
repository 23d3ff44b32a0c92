import type {HistoryRun} from '../../core/history.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {figureColumns} from '../money/columns.ts';
import {stateGlyph, stateStyles} from '../runs/state-style.ts';
import type {ShownHistoryRun} from './list.ts';

/** Costs are rounded, to leave room for the inputs. The detail of a run shows them exactly. */
const costDecimals = 4;
/** No screen shows more of an input. */
const maxInputLength = 300;

/** If the columns do not fit, the ids are left out first, then the times and the ends. */
export function historyTableColumns(
	rows: readonly ShownHistoryRun[],
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<ShownHistoryRun>> {
	const {messages, glyphs} = appearance;
	const {columns: titles} = messages.history;
	const {amounts} = figureColumns(rows, appearance, costDecimals);
	const costs = amounts('cost', titles.cost, 4, finalCost);
	const fitting = {width: {min: 0, max: 24}, gap: 2} as const;
	return [
		{
			id: 'mark',
			width: 2,
			gap: 1,
			priority: Infinity,
			render: ({run: {order, isUnseen}}) => [
				stateGlyph(order.phase, appearance),
				span(isUnseen ? glyphs.newEnd : ' ', 'key'),
			],
		},
		{
			id: 'title',
			title: titles.title,
			width: {min: 16, weight: 1},
			gap: 2,
			priority: Infinity,
			render: ({run}) => titleAndInputs(run, appearance),
		},
		{
			...fitting,
			id: 'state',
			title: titles.state,
			priority: 5,
			render: ({run: {order}}) => [
				span(
					order.phase === 'other' ? '' : messages.screen.phases[order.phase],
					stateStyles[order.phase],
				),
			],
		},
		{
			...costs,
			render: (row, width) =>
				finalCost(row) === null ? [span(glyphs.unknown, 'muted')] : costs.render(row, width),
		},
		{
			...fitting,
			id: 'time',
			title: titles.time,
			align: 'right',
			priority: 2,
			render: ({run: {seconds}}) => [
				seconds === null
					? span(glyphs.unknown, 'muted')
					: span(messages.numbers.shortTime(seconds * 1000)),
			],
		},
		{
			...fitting,
			id: 'ended',
			title: titles.ended,
			align: 'right',
			priority: 3,
			render: ({run}) => [endText(run, now, appearance)],
		},
		{
			...fitting,
			id: 'id',
			title: titles.id,
			priority: 1,
			width: {min: 0, max: Infinity},
			render: ({run: {order}}) => [span(order.id.safe, 'muted')],
		},
	];
}

function titleAndInputs(
	{order: {title}, label, inputs}: HistoryRun,
	{messages, glyphs}: Appearance,
): Line {
	const values = (inputs ?? []).map(({value}) => value.safe.slice(0, maxInputLength));
	return [
		title === null ? span(messages.history.untitled, 'muted') : span(title.safe),
		...(label === null ? [] : [span(` ${glyphs.separator} `, 'muted'), span(label.safe)]),
		blank(2),
		span(values.join(' '), 'muted'),
	];
}

function finalCost({run: {totalCost, order}}: ShownHistoryRun) {
	return totalCost ?? order.finalAmount;
}

/** The run list does not say when a run ended, so its creation is shown, as in `>10:00`. */
function endText({endedAt, order}: HistoryRun, now: Instant, {glyphs}: Appearance) {
	if (endedAt !== null) {
		return span(dayAndTime(endedAt, now));
	}

	return order.createdAt === null
		? span(glyphs.unknown, 'muted')
		: span(`>${dayAndTime(order.createdAt, now)}`, 'muted');
}
