import type {PaneTitle} from '../../ui/frame.ts';
import type {Line} from '../../ui/line.ts';
import {Overlay} from '../../ui/widgets/Overlay.tsx';
import {Rows} from '../../ui/widgets/Row.tsx';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {Table} from '../../ui/widgets/Table.tsx';
import type {PaneBox} from '../panes/index.ts';
import type {ListModel} from './index.ts';

export type ShownRow<Row> = ListModel<Row>['rows'][number];

type ListViewProps<Row> = {
	readonly box: PaneBox;
	readonly title: Omit<PaneTitle, 'hiddenAbove' | 'hiddenBelow'>;
	readonly list: ListModel<Row>;
	readonly idOf: (row: Row) => string;
	readonly columns?: ReadonlyArray<Column<ShownRow<Row>>>;
	/** The text of a row of a list without columns. */
	readonly line?: (row: Row, width: number) => Line;
	/** Lines above and, where there is room, below the list. */
	readonly above?: readonly Line[];
	readonly below?: readonly Line[];
};

const noColumns: readonly never[] = [];
const noLines: readonly Line[] = [];

export function ListView<Row>({
	box,
	title,
	list: {rows, scrollTop, total},
	idOf,
	columns = noColumns,
	line,
	above = noLines,
	below = noLines,
}: ListViewProps<Row>) {
	const room = box.contentHeight - above.length;
	const shown = rows.slice(0, Math.max(0, room));
	const hiddenBelow = Math.max(0, total - scrollTop - shown.length);
	return (
		<Overlay box={box} title={{...title, hiddenAbove: scrollTop, hiddenBelow}}>
			<Rows lines={above} width={box.contentWidth} />
			<Table
				columns={columns}
				items={shown}
				keyOf={({row}) => idOf(row)}
				wholeLine={({row}, width) => line?.(row, width) ?? null}
				width={box.contentWidth}
				isSelected={({isSelected}) => isSelected}
			/>
			<Rows lines={below.slice(0, Math.max(0, room - shown.length))} width={box.contentWidth} />
		</Overlay>
	);
}
