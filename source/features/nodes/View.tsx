import {useAppearance} from '../../ui/appearance-context.ts';
import {blank, span} from '../../ui/line.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import type {PaneViewProps} from '../screen-model.ts';
import {nodeItem, runItem, timelineColumns} from './columns.ts';

export function NodesView({screen: {timeline, run}, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {timeline: words, numbers} = appearance.messages;
	const title = {name: [span(words.name)]};

	if (timeline === null || run === null) {
		return (
			<Pane box={box} title={title} isFocused={false}>
				{null}
			</Pane>
		);
	}

	const {rows, total, scrollTop, focused, axis, order} = timeline;
	const nodes = rows.map(row => nodeItem(row, appearance));
	return (
		<Pane
			box={box}
			title={{
				...title,
				...(total === 0 ? {} : {countText: numbers.count(total)}),
				parts: [[span(words.orders[order], 'muted')]],
				hiddenAbove: scrollTop,
				hiddenBelow: total - scrollTop - rows.length,
			}}
			isFocused={focused}
		>
			{total === 0 ? (
				<Row line={[blank(1), span(words.none, 'muted')]} width={box.contentWidth} />
			) : (
				<Table
					columns={timelineColumns(axis, box.contentWidth, appearance)}
					items={[runItem(run, timeline, appearance), ...nodes].slice(0, box.contentHeight)}
					keyOf={({bar}) => bar.id}
					width={box.contentWidth}
					isSelected={item => item.selected}
					isFocused={focused}
				/>
			)}
		</Pane>
	);
}
