import type {Instant} from '../../core/time/clock.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {stateGlyph, stateStyles} from '../runs/state-style.ts';
import type {PickerRow} from './select.ts';

/**
 * Returns the columns of the run picker. If they do not fit, the ids are left out first, then the times, then the
 * states, then the words `watched`.
 */
export function pickerColumns(
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<PickerRow>> {
	const {messages, glyphs} = appearance;
	const shared = {gap: 2, width: {min: 0, max: Infinity}} as const;
	return [
		{
			...shared,
			id: 'mark',
			width: 2,
			gap: 0,
			priority: Infinity,
			render: ({order, marked}) => [
				stateGlyph(order.phase, appearance),
				span(marked ? glyphs.markedRun : '', 'key'),
			],
		},
		{...shared, id: 'id', priority: 1, render: ({order}) => [span(order.id.safe)]},
		{
			...shared,
			id: 'title',
			width: {min: 18, weight: 1},
			gap: 1,
			priority: Infinity,
			render: ({order: {title}}) => [
				title === null ? span(messages.picker.untitled, 'muted') : span(title.safe),
			],
		},
		{
			...shared,
			id: 'watched',
			priority: 4,
			render: ({watched}) => [span(watched ? messages.picker.watched : '', 'key')],
		},
		{
			...shared,
			id: 'state',
			width: {min: 0, max: 12},
			priority: 3,
			render: row => [span(runStatus(row, appearance), stateStyles[row.order.phase])],
		},
		{
			...shared,
			id: 'created',
			align: 'right',
			priority: 2,
			render: ({order: {createdAt}}) => [
				span(createdAt === null ? '' : dayAndTime(createdAt, now)),
			],
		},
	];
}

function runStatus({order: {phase, status}}: PickerRow, {messages}: Appearance): string {
	const {phases, otherState} = messages.screen;
	return phase === 'other' ? (status?.safe ?? otherState) : phases[phase];
}
