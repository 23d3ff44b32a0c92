import {isNoLongerPolled} from '../../core/run.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {blank, span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {PaneViewProps} from '../../ui/view-props.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import {nodeItem, runItem, timelineColumns} from './columns.ts';
import type {TimelineModel} from './select.ts';

export function NodesView({screen: {timeline, run}, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {messages} = appearance;
	const words = messages.timeline;

	if (timeline === null || run === null) {
		return (
			<Pane box={box} title={{name: [span(words.name)]}} isFocused={false}>
				{null}
			</Pane>
		);
	}

	const {rows, total, scrollTop, focused, axis} = timeline;
	const items = [
		runItem(run, timeline, appearance),
		...rows.map(row => nodeItem(row, appearance)),
	].slice(0, box.contentHeight);
	const emptyText = isNoLongerPolled(run) ? words.none : words.noneYet;
	return (
		<Pane
			box={box}
			title={{
				name: [span(words.name)],
				...(total === 0 ? {} : {countText: messages.numbers.count(total)}),
				parts: titleParts(timeline, appearance),
				hiddenAbove: scrollTop,
				hiddenBelow: total - scrollTop - rows.length,
			}}
			isFocused={focused}
		>
			{total === 0 ? (
				<Row line={[blank(1), span(emptyText, 'muted')]} width={box.contentWidth} />
			) : (
				<Table
					columns={timelineColumns(axis, box.contentWidth, appearance)}
					items={items}
					keyOf={({id}) => id}
					width={box.contentWidth}
					isSelected={item => item.selected}
					isFocused={focused}
				/>
			)}
		</Pane>
	);
}

function titleParts({order, atOnce}: TimelineModel, {messages}: Appearance) {
	const words = messages.timeline;
	return [
		[span(words.orders[order], 'muted')],
		...(atOnce > 1 ? [[span(words.atOnce(atOnce))]] : []),
	];
}
