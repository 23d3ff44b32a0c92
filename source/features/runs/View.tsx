import type {ListSort, SortKey} from '../../core/saved-state.ts';
import {wrongTerm} from './filter.ts';
import type {RunListModel} from './select.ts';
import {emptyList} from './empty-list.ts';
import {blank, cutLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import {runColumns} from './columns.ts';
import {runHeaderRows} from './list.ts';
import type {PaneViewProps} from '../../ui/view-props.ts';

/** The minimum width, in cells, of the filter text in the pane's title. Most filter terms fit. */
const minFilter = 16;

export function RunsView({model, size}: PaneViewProps) {
	const appearance = useAppearance();
	const {list, focus, now} = model;
	const {messages} = appearance;
	const focused = focus === 'runs';
	const headerRows = runHeaderRows(size);
	const visible = list.rows.slice(0, size.height - 1 - headerRows);
	const empty =
		list.total === 0 ? emptyList(list, now, appearance).word : messages.screen.noMatch.word;
	return (
		<Pane
			size={size}
			title={{
				focusKey: 1,
				name: [span(messages.screen.panes.runs)],
				countText: messages.screen.runCount(list.matching, list.total),
				fields: titleFields(list, size.width, appearance),
				hiddenAbove: list.first,
				hiddenBelow: list.matching - list.first - visible.length,
			}}
			focused={focused}
		>
			{visible.length === 0 ? (
				<Row line={[blank(1), span(empty, 'muted')]} width={size.width} />
			) : (
				<Table
					columns={runColumns({width: size.width, sort: list.sort.key, now, appearance})}
					items={visible}
					keyOf={({run}) => run.id}
					width={size.width}
					isSelected={row => row.selected}
					focused={focused}
					header={headerRows === 0 ? null : {sort: sortMark(list.sort)}}
				/>
			)}
		</Pane>
	);
}

/** Returns the filter and the sort key for the pane's title. Cuts a long filter, so that the sort key stays visible. */
function titleFields(
	{filter, sort, matching, total}: RunListModel,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const sorted = sortFields(sort, appearance);
	const name = `${messages.screen.panes.runs} ${messages.screen.runCount(matching, total)}`;
	const room = width - 10 - lineWidth([span(name)]) - fieldsWidth(sorted);
	return filter === ''
		? sorted
		: [
				cutLine(
					[span(`/${typedText(filter)}`, filterStyle(filter))],
					Math.max(minFilter, room),
					glyphs.ellipsis,
				),
				...sorted,
			];
}

function sortFields({key, descending}: ListSort, {messages, glyphs}: Appearance): readonly Line[] {
	const sign = descending ? glyphs.descending : glyphs.ascending;
	return key === 'added' && !descending
		? []
		: [[span(`${messages.list.sortKeys[key]}${sign}`, 'muted')]];
}

/** Returns a warning style for a filter with an invalid term, because every run passes such a term. */
function filterStyle(filter: string): StyleName {
	return wrongTerm(filter) === null ? 'key' : 'warn';
}

/** Returns the width of the fields in cells, including a separator before each. */
function fieldsWidth(fields: readonly Line[]): number {
	return fields.reduce((sum, field) => sum + 3 + lineWidth(field), 0);
}

/** Returns the id of the column that shows the sort direction. */
function sortMark({key, descending}: ListSort): {
	readonly id: string;
	readonly descending: boolean;
} {
	return {id: sortColumns[key] ?? 'sort', descending};
}

const sortColumns: Partial<Record<SortKey, string>> = {
	status: 'state',
	title: 'title',
	progress: 'progress',
	duration: 'elapsed',
	left: 'eta',
};
