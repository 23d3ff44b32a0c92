import {wrap} from '../../terminal/wrap-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import type {PaneBox, PaneTitle} from '../../ui/frame.ts';
import {blank, span, type Line, type Span} from '../../ui/line.ts';
import {Overlay} from '../../ui/widgets/Overlay.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import type {Column, TableHeader} from '../../ui/widgets/table-layout.ts';
import {Table} from '../../ui/widgets/Table.tsx';
import type {ListModel, ShownRow} from './index.ts';

type ListViewProps<Row> = {
	readonly box: PaneBox;
	readonly title: Pick<PaneTitle, 'name' | 'countText' | 'parts'>;
	readonly list: ListModel<Row>;
	readonly idOf: (row: Row) => string;
	/** With columns the list has a header row, which is one of its `rowsAbove`. */
	readonly columns?: ReadonlyArray<Column<ShownRow<Row>>>;
	/** The column whose title has the mark of the sort. */
	readonly sort?: TableHeader['sort'];
	/** The text of a row of a list without columns. */
	readonly line?: (row: Row, width: number) => Line;
	/** What the user can do, above the list. */
	readonly hint?: Span;
	/** Below the list: why rows are missing. */
	readonly status?: Span | null;
};

const noColumns: readonly never[] = [];
const maxStatusRows = 6;

export function ListView<Row>({
	box: {contentWidth: width, ...box},
	title,
	list: {rows, scrollTop, total, markedCount},
	idOf,
	columns = noColumns,
	sort = null,
	line,
	hint,
	status = null,
}: ListViewProps<Row>) {
	const {messages} = useAppearance();
	const hasHeader = columns.length > 0;
	const room = Math.max(0, box.contentHeight - Number(hint !== undefined) - Number(hasHeader));
	const shown = rows.slice(0, room);
	const marked = messages.list.marked(markedCount, markedCount);
	const statusRows =
		status === null ? [] : wrap(status.text, Math.max(1, width - 3), maxStatusRows);
	return (
		<Overlay
			box={{contentWidth: width, ...box}}
			title={{
				...title,
				parts: [...(title.parts ?? []), ...(markedCount === 0 ? [] : [[span(marked, 'key')]])],
				hiddenAbove: scrollTop,
				hiddenBelow: Math.max(0, total - scrollTop - shown.length),
			}}
		>
			{hint !== undefined && <Row line={[blank(1), hint]} width={width} />}
			<Table
				columns={columns}
				items={shown}
				keyOf={({row}) => idOf(row)}
				wholeLine={({row}, cells) => line?.(row, cells) ?? null}
				width={width}
				isSelected={({isSelected}) => isSelected}
				header={hasHeader ? {sort} : null}
			/>
			{statusRows.slice(0, room - shown.length).map(text => (
				<Row key={text} line={[blank(1), span(text, status?.styleName)]} width={width} />
			))}
		</Overlay>
	);
}
