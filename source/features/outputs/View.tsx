import {hasEnded, isNoLongerPolled, type Run} from '../../core/run.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import type {PaneViewProps} from '../screen-model.ts';
import {outputColumns, textRowLine} from './columns.ts';

export function OutputsView({screen, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {outputs, focus, now} = screen;
	const {messages} = appearance;
	const isFocused = focus === 'outputs';
	const leftOut = screen.run?.execution?.outputsLeftOut ?? 0;
	const visible = outputs.rows.slice(0, box.contentHeight);
	return (
		<Pane
			box={box}
			title={{
				focusKey: 4,
				name: [span(messages.panes.outputs)],
				...(outputs.total === 0 ? {} : {countText: messages.numbers.count(outputs.total)}),
				parts: [
					...(outputs.total > 0 || screen.run === null
						? []
						: [[span(emptyText(screen.run, appearance), 'muted')]]),
					...(leftOut === 0 ? [] : [[span(messages.output.leftOut(leftOut), 'warn')]]),
				],
				hiddenAbove: outputs.scrollTop,
				hiddenBelow: outputs.total - outputs.scrollTop - visible.length,
			}}
			isFocused={isFocused}
		>
			<Table
				columns={outputColumns(visible, box.contentWidth, now, appearance)}
				items={visible}
				keyOf={({output}) => output.key.exact}
				width={box.contentWidth}
				isSelected={row => row.selected}
				isFocused={isFocused}
				wholeLine={row => textRowLine(row, appearance)}
			/>
		</Pane>
	);
}

function emptyText(run: Run, {messages}: Appearance): string {
	const {ended, unfinished, unknown} = messages.output.none;
	return hasEnded(run) ? ended : isNoLongerPolled(run) ? unknown : unfinished;
}
