import {wrongTerm} from './filter.ts';
import type {RunListModel} from './select.ts';
import {emptyListMessage} from './empty-list.ts';
import {blank, cutLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import {runColumns} from './columns.ts';
import {runHeaderRows} from './list.ts';
import {sortKeys, type SortKey} from './sort.ts';
import type {PaneViewProps} from '../../ui/view-props.ts';

/** The minimum width, in cells, of the filter text in the pane's title. Most filters, like `status:failed`, fit. */
const minFilterWidth = 16;

/**
 * Returns the id of the column whose title shows the sort direction. A sort key without its own column, like `cost`,
 * uses the extra column `sort`.
 */
function sortColumnId(key: SortKey): string {
	const columns: Partial<Record<SortKey, string>> = {
		status: 'state',
		title: 'title',
		progress: 'progress',
		duration: 'elapsed',
		left: 'eta',
	};
	return columns[key] ?? 'sort';
}

export function RunsView({screen, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {list, focus, now} = screen;
	const {messages} = appearance;
	const {key, descending} = list.sort;
	const isFocused = focus === 'runs';
	const headerRows = runHeaderRows(box);
	const hasHeader = headerRows > 0;
	const visible = list.rows.slice(0, box.contentHeight - headerRows);
	const emptyText =
		list.total === 0 ? emptyListMessage(list, now, appearance).word : messages.screen.noMatch.word;
	return (
		<Pane
			box={box}
			title={{
				focusKey: 1,
				name: [span(messages.screen.panes.runs)],
				countText: messages.screen.runCount(list.matching, list.total),
				parts: titleParts(list, box.contentWidth, appearance),
				hiddenAbove: list.scrollTop,
				hiddenBelow: list.matching - list.scrollTop - visible.length,
			}}
			isFocused={isFocused}
		>
			{visible.length === 0 ? (
				<Row line={[blank(1), span(emptyText, 'muted')]} width={box.contentWidth} />
			) : (
				<Table
					columns={runColumns({width: box.contentWidth, sort: list.sort.key, now, appearance})}
					items={visible}
					keyOf={({run}) => run.id}
					width={box.contentWidth}
					isSelected={row => row.selected}
					isFocused={isFocused}
					header={hasHeader ? {sort: {id: sortColumnId(key), descending}} : null}
				/>
			)}
		</Pane>
	);
}

/** Truncates a long filter, so that the sort key is visible. */
function titleParts(
	{filter, sort, matching, total, markedCount, markedInSight, isMarking}: RunListModel,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const {key, descending} = sort;
	const sign = descending ? glyphs.descending : glyphs.ascending;
	const sortParts: readonly Line[] =
		key === 'added' && !descending
			? []
			: [[span(`${sortKeys[key].name[messages.language]}${sign}`, 'muted')]];

	const {list} = messages;
	const marks = [
		...(isMarking ? [list.marking] : []),
		...(markedCount === 0 ? [] : [list.marked(markedInSight, markedCount)]),
	].map(text => [span(text, 'key')]);
	const endParts = [...marks, ...sortParts];

	if (filter === '') {
		return endParts;
	}

	const name = `${messages.screen.panes.runs} ${messages.screen.runCount(matching, total)}`;
	const others = [[span(name)], ...endParts];
	const room = others.reduce((cells, part) => cells - 3 - lineWidth(part), width - 7);
	// Every run passes an invalid term, so a filter with such a term has the style of a warning.
	const styleName = wrongTerm(filter) === null ? 'key' : 'warn';
	const line = [span(`/${typedText(filter)}`, styleName)];
	return [cutLine(line, Math.max(minFilterWidth, room), glyphs.ellipsis), ...endParts];
}
