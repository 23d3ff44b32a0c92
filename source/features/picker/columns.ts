import type {RunOrder} from '../../core/run-order.ts';
import type {Instant} from '../../core/time/clock.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import type {ShownRow} from '../list-overlay/View.tsx';
import {stateGlyph, stateStyles} from '../runs/state-style.ts';
import type {OrderRow} from './orders.ts';

type Row = ShownRow<OrderRow>;

/**
 * Returns the columns of a list of runs of the account. If they do not fit, the ids are left out first, then the times, then the
 * states, then the words `watched`.
 */
export function orderColumns(now: Instant, appearance: Appearance): ReadonlyArray<Column<Row>> {
	const {messages, glyphs} = appearance;
	const shared = {gap: 2, width: {min: 0, max: Infinity}} as const;
	return [
		{
			...shared,
			id: 'mark',
			width: 2,
			gap: 0,
			priority: Infinity,
			render: ({row: {order}, isMarked}) => [
				stateGlyph(order.phase, appearance),
				span(isMarked ? glyphs.markedRun : '', 'key'),
			],
		},
		{...shared, id: 'id', priority: 1, render: ({row: {order}}) => [span(order.id.safe)]},
		{
			...shared,
			id: 'title',
			width: {min: 18, weight: 1},
			gap: 1,
			priority: Infinity,
			render: ({
				row: {
					order: {title},
				},
			}) => [title === null ? span(messages.picker.untitled, 'muted') : span(title.safe)],
		},
		{
			...shared,
			id: 'watched',
			priority: 4,
			render: ({row}) => [span(row.isWatched ? messages.picker.watched : '', 'key')],
		},
		{
			...shared,
			id: 'state',
			width: {min: 0, max: 12},
			priority: 3,
			render: ({row: {order}}) => [span(statusText(order, appearance), stateStyles[order.phase])],
		},
		{
			...shared,
			id: 'created',
			align: 'right',
			priority: 2,
			render: ({
				row: {
					order: {createdAt},
				},
			}) => [span(createdAt === null ? '' : dayAndTime(createdAt, now))],
		},
	];
}

function statusText({phase, status}: RunOrder, {messages}: Appearance): string {
	return phase === 'other' ? (status?.safe ?? '') : messages.screen.phases[phase];
}
