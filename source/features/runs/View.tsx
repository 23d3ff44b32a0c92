import {typedText} from '../../core/text/typed-text.ts';
import type {Instant} from '../../core/time/clock.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, cutLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefCountdown} from '../../ui/units.ts';
import type {PaneViewProps} from '../../ui/view-props.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import {wrap} from '../../ui/wrap.ts';
import {sortName} from './columns.ts';
import {wrongTerm} from './filter.ts';
import {foldLine} from './fold-line.ts';
import {runHeaderRows} from './list.ts';
import {runTable} from './run-table.ts';
import type {RunListModel} from './select.ts';

/** The minimum width, in cells, of the filter text in the pane's title. Most filters, like `status:failed`, fit. */
const minFilterWidth = 16;

export function RunsView({screen, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {list, focus, now} = screen;
	const {messages} = appearance;
	const isFocused = focus === 'runs';
	const headerRows = runHeaderRows(box);
	const visible = list.rows.slice(0, box.contentHeight - headerRows);
	const {columns, sort} = runTable(
		{...list, rows: visible},
		{width: box.contentWidth, now, appearance},
	);
	// An empty list has no header row.
	const hasHeader = headerRows > 0 && visible.length > 0;
	const emptyText =
		list.total === 0 ? emptyListMessage(list, now, appearance) : messages.screen.noMatch.word;
	return (
		<Pane
			box={box}
			title={{
				focusKey: 1,
				name: [span(messages.screen.panes.runs)],
				countText: messages.screen.runCount(list.matching, list.total),
				parts: titleParts(list, box.contentWidth, hasHeader && sort !== null, appearance),
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

/** Returns the filter, cut so that the sort is visible, and the sort if no title of a column has its mark. */
function titleParts(
	{filter, fold, sort, matching, total, markedCount, markedInSight}: RunListModel,
	width: number,
	isSortMarked: boolean,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const {key, descending} = sort;
	const sign = descending ? glyphs.descending : glyphs.ascending;
	const sortParts: readonly Line[] = [
		...(fold === 'none' ? [] : [[span(messages.list.folds[fold], 'muted')]]),
		...(isSortMarked || (key === 'added' && !descending)
			? []
			: [[span(`${sortName(key, messages.language)}${sign}`, 'muted')]]),
	];

	const {list} = messages;
	const marks = markedCount === 0 ? [] : [[span(list.marked(markedInSight, markedCount), 'key')]];
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

/** Says why the list is empty, and what the user can do. */
export function emptyListMessage(
	{discovery, denied, isReplay}: Pick<RunListModel, 'discovery' | 'denied' | 'isReplay'>,
	now: Instant,
	appearance: Appearance,
): string {
	const {screen, list, problem} = appearance.messages;
	const add = firstKey('add', appearance);

	if (denied !== null) {
		return list.refused(problem.sentence(denied), firstKey('poll-now', appearance));
	}

	if (discovery === null) {
		const {sentence, inReplay} = screen.noRuns;
		return isReplay ? inReplay : sentence(add);
	}

	if (discovery.failure !== null) {
		const {failure} = discovery;
		const {sentence, retry} = list.notListed;
		const wait =
			failure.nextAt === null ? '' : retry(briefCountdown(failure.nextAt - now, appearance));
		return sentence(problem.ofList(failure.problem), wait, add);
	}

	return discovery.readSince === null
		? list.looking(add)
		: list.noneFound(add, discovery.narrowedBy);
}
