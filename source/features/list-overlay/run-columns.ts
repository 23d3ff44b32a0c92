import type {ListedRun} from '../../core/listed-run.ts';
import {dayAndTime} from '../../core/time/calendar.ts';
import type {Instant} from '../../core/time/clock.ts';
import {blank, joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDecimals, sharedDecimals} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {unwatchedText, valueText} from '../runs/cells.ts';
import {
	columnIdsOf,
	columnOf,
	isTextColumn,
	shortInputText,
	type ColumnId,
	type ListName,
} from '../runs/index.ts';
import {stateGlyph} from '../runs/state-style.ts';
import type {ShownRow} from './index.ts';

/** The minimum width of a title, and the maximum one of most other columns, in cells. */
const minTitle = 24;
const maxCell = 24;

/** Returns the columns, those of `first` first. The last ones are left out first. `unknown`: for an unknown value. */
export function runColumnsOf(
	list: ListName,
	first: readonly ColumnId[],
	rows: ReadonlyArray<ShownRow<ListedRun>>,
	unknown: string,
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<ShownRow<ListedRun>>> {
	const {messages, glyphs} = appearance;
	const decimals = sharedDecimals(
		rows.map(({row}) => row.cost),
		briefDecimals,
	);
	const context = {now, appearance, decimals};
	return [
		{
			id: 'mark',
			width: 2,
			gap: 1,
			priority: Infinity,
			render: ({row: {phase, isUnseen}, isMarked}) => [
				stateGlyph(phase, appearance),
				span(isMarked ? glyphs.markedRun : isUnseen ? glyphs.newEnd : ' ', 'key'),
			],
		},
		...columnIdsOf(list, first).map((id, index): Column<ShownRow<ListedRun>> => {
			const column = columnOf(id);
			return {
				id,
				title: column.title[messages.language],
				width:
					id === 'title'
						? {min: minTitle, weight: 1}
						: {min: 0, max: id === 'id' ? Infinity : maxCell},
				align: isTextColumn(column) ? 'left' : 'right',
				gap: 2,
				priority: id === 'title' ? Infinity : -index,
				render: ({row}) =>
					id === 'title'
						? titleCell(row, appearance)
						: id === 'id'
							? [span(row.id.safe, 'muted')]
							: (unwatchedText(id, row, appearance) ??
								valueText(column, row, context) ?? [
									span((id === 'ended' ? earliestEnd(row, now) : null) ?? unknown, 'muted'),
								]),
			};
		}),
	];
}

/** Returns an end like `>10:00:00`: the run list says only when a run was created, so it ended later. */
function earliestEnd({createdAt}: ListedRun, now: Instant): string | null {
	return createdAt === null ? null : `>${dayAndTime(createdAt, now)}`;
}

/** The title, the label, the inputs, and whether the run is watched already. */
function titleCell({title, label, inputs, run}: ListedRun, appearance: Appearance): Line {
	const {messages, glyphs} = appearance;
	const texts = (inputs ?? []).map(input => shortInputText(input));
	const name = joinLines(
		[
			[title === null ? span(messages.picker.untitled, 'muted') : span(title.safe)],
			label === null ? [] : [span(label.safe)],
		],
		span(` ${glyphs.separator} `, 'muted'),
	);
	return joinLines(
		[
			name,
			run === null ? [] : [span(messages.picker.watched, 'key')],
			texts.length === 0 ? [] : [span(texts.join(' '), 'muted')],
		],
		blank(2),
	);
}
