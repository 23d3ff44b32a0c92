import {typedText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import type {PaneViewProps} from '../screen-model.ts';
import {invalidFilterTerm} from './filter.ts';
import {foldLine} from './lines.ts';
import {runTable, type RunListModel} from './run-table.ts';
import {runHeaderRows} from './selection.ts';
import {sortKeyNames, sortName} from './sort.ts';

/** The minimum width, in cells, of a list whose title shows the usual order, and the name of the pane beside a filter. */
const roomForUsualSort = 44;

export function RunsView({screen, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {list, focus, now} = screen;
	const {messages} = appearance;
	const isFocused = focus === 'runs';
	const headerRows = runHeaderRows(box, list.columns);
	const visible = list.rows.slice(0, box.contentHeight - headerRows);
	const {columns, sort} = runTable(
		{...list, rows: visible},
		{width: box.contentWidth, now, appearance},
	);
	// An empty list has no header row.
	const hasHeader = headerRows > 0 && visible.length > 0;
	const emptyText =
		list.total === 0 ? emptyListMessage(list, now, appearance) : messages.list.noMatch.word;
	return (
		<Pane
			box={box}
			title={{
				focusKey: 1,
				name: nameOf(list.filter, box.contentWidth, appearance),
				countText: messages.list.count(list.matching, list.total),
				parts: titleParts(list, hasHeader && sort !== null, box.contentWidth, appearance),
				hiddenAbove: list.scrollTop,
				hiddenBelow: list.length - list.scrollTop - visible.length,
			}}
			isFocused={isFocused}
		>
			{visible.length === 0 ? (
				wrap(emptyText, box.contentWidth - 2, box.contentHeight).map((row, index) => (
					<Row key={index} line={[blank(1), span(row, 'muted')]} width={box.contentWidth} />
				))
			) : (
				<Table
					columns={columns}
					items={visible}
					keyOf={({id}) => id}
					wholeLine={({fold}, width) => (fold === null ? null : foldLine(fold, width, appearance))}
					width={box.contentWidth}
					isSelected={row => row.isSelected}
					isFocused={isFocused}
					header={hasHeader ? {sort} : null}
				/>
			)}
		</Pane>
	);
}

/** Returns the name of the pane with the filter, which in a narrow list stands alone. */
function nameOf(filter: string, width: number, {messages, glyphs}: Appearance): Line {
	// Every run passes an invalid term, so a filter with such a term has the style of a warning.
	const style = invalidFilterTerm(filter) === null ? 'key' : 'warn';
	const name = filter !== '' && width < roomForUsualSort ? [] : [span(messages.panes.runs)];
	const typed = filter === '' ? [] : [span(`/${typedText(filter)}`, style)];
	return joinLines([name, typed], span(` ${glyphs.horizontal} `, 'border'));
}

/** Returns the marks, the fold, and the order if no title of a column has its mark. */
function titleParts(
	{filter, fold, sort, markedCount, markedInSight}: RunListModel,
	isSortMarked: boolean,
	width: number,
	{messages, glyphs}: Appearance,
): readonly Line[] {
	const {key, descending} = sort;
	const isUsual = key === sortKeyNames[0] && !descending;
	const sortSign = isUsual ? '' : descending ? glyphs.descending : glyphs.ascending;
	const hasSort = !isSortMarked && (!isUsual || (filter === '' && width >= roomForUsualSort));
	return [
		markedCount === 0 ? [] : [span(messages.list.marked(markedInSight, markedCount), 'key')],
		fold === 'none' ? [] : [span(messages.list.folds[fold], 'muted')],
		hasSort ? [span(`${sortName(key, messages.language)}${sortSign}`, 'muted')] : [],
	].filter(part => part.length > 0);
}

/** Says why the list is empty, and how the user can change that. */
export function emptyListMessage(
	{discovery, denied, isReplay}: Pick<RunListModel, 'discovery' | 'denied' | 'isReplay'>,
	now: Instant,
	appearance: Appearance,
): string {
	const {list, problem} = appearance.messages;
	const add = firstKey('add', appearance);

	if (denied !== null) {
		return list.refused(problem.sentence(denied), firstKey('poll-now', appearance));
	}

	if (discovery === null) {
		return isReplay ? list.noRuns.inReplay : list.noRuns.sentence(add);
	}

	const {failure, readSince, narrowedBy} = discovery;

	if (failure !== null) {
		const wait = failure.nextAt === null ? null : briefCountdown(failure.nextAt - now, appearance);
		return list.notListed(problem.ofList(failure.problem), wait, add);
	}

	return readSince === null ? list.looking(add) : list.noneFound(add, narrowedBy);
}
