import {formatDuration} from '../../core/time/duration.ts';
import type {NodeState} from './node-timeline.ts';
import {isDone, type Run} from '../../core/run.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {TimelineModel, TimelineRow} from './select.ts';
import {
	blank,
	cutLine,
	fitLine,
	lineWidth,
	span,
	styleLine,
	type Line,
	type Span,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {runState, stateGlyph, stateStyle} from '../runs/run-state.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {timelineBar} from './bar.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Rows} from '../../ui/widgets/Rows.tsx';
import type {PaneViewProps} from '../../ui/view-props.ts';

const tones: Readonly<Record<NodeState, StyleName>> = {
	cached: 'muted',
	running: 'running',
	done: 'good',
	failed: 'bad',
	interrupted: 'warn',
	ended: 'warn',
	known: 'muted',
};

/** The pane width from which the step is shown, and the maximum of a caption, in cells. */
const roomForStep = 70;
const longestCaption = 40;
const minBar = 8;
const minLabel = 9;
/** `100%` or `12/20`, and `250/1000`. */
const shareCells = 5;
const stepCells = 8;

/** The nodes of the selected run on a common time axis. */
export function TimelineView({model: {timeline, run}, size}: PaneViewProps) {
	const appearance = useAppearance();
	const {messages} = appearance;
	const words = messages.timeline;

	if (timeline === null || run === null) {
		return (
			<Pane size={size} title={{name: [span(words.name)]}} focused={false}>
				{null}
			</Pane>
		);
	}

	const {rows, total, first, focused} = timeline;
	const at = timeline.all ? 0 : rows.findIndex(({selected}) => selected) + 1;
	const empty = isDone(run) && timeline.readPercent === null ? words.none : words.noneYet;
	return (
		<Pane
			size={size}
			title={{
				name: [span(words.name)],
				...(total === 0 ? {} : {count: messages.numbers.count(total)}),
				fields: titleFacts(timeline, appearance),
				above: first,
				below: total - first - rows.length,
			}}
			focused={focused}
		>
			<Rows
				lines={
					total === 0
						? [[blank(1), span(empty, 'muted')]]
						: timelineRows(timeline, run, size.width, appearance).slice(0, size.height - 1)
				}
				width={size.width}
				selected={focused && total > 0 && (timeline.all || at > 0) ? at : -1}
			/>
		</Pane>
	);
}

/** The run as a whole, and its visible nodes. */
function timelineRows(
	timeline: TimelineModel,
	run: Run,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {rows, axis, focused} = timeline;
	const words = appearance.messages.timeline;
	const columns = columnsOf(rows, width - 1, appearance);
	const whole: Cells = {
		selected: timeline.all,
		glyph: stateGlyph(runState(run), appearance),
		label: [span(words.all, 'title')],
		bar:
			axis === null
				? []
				: timelineBar([axis], axis, columns.bar, stateStyle(runState(run)), appearance.glyphs),
		time: axis === null ? words.unknown : formatDuration(axis.to - axis.from),
		share: '',
		step: '',
	};
	return [
		rowLine(whole, columns, focused, appearance),
		...rows.map(row =>
			rowLine(cellsOf(row, timeline, columns, appearance), columns, focused, appearance),
		),
	];
}

function titleFacts({order, atOnce, readPercent, beyond}: TimelineModel, {messages}: Appearance) {
	const words = messages.timeline;
	return [
		[span(words.orders[order], 'muted')],
		...(atOnce > 1 ? [[span(words.atOnce(atOnce))]] : []),
		...(readPercent === null ? [] : [[span(words.scanned(readPercent), 'muted')]]),
		...(beyond === 0 ? [] : [[span(words.beyond(beyond), 'warn')]]),
	];
}

type Columns = {
	readonly label: number;
	readonly bar: number;
	readonly time: number;
	readonly step: number;
};

function columnsOf(rows: readonly TimelineRow[], width: number, appearance: Appearance): Columns {
	const times = rows.map(({bar}) => timeText(bar, appearance).length);
	const time = Math.max('00:00?'.length, ...times);
	const step = width >= roomForStep ? stepCells + 1 : 0;
	// 6: the pointer, the glyph, and the gaps between the columns.
	const room = width - 6 - time - step - shareCells;
	const widest = Math.max(
		4,
		...rows.map(row =>
			lineWidth(cutLine(labelOf(row), longestCaption, appearance.glyphs.ellipsis)),
		),
	);
	const label = Math.max(4, Math.min(widest, Math.floor(room * 0.45)));
	const bar = room - label;
	return bar < minBar || label < Math.min(widest, minLabel)
		? {label: Math.max(0, room + 1), bar: 0, time, step}
		: {label, bar, time, step};
}

type Cells = {
	readonly selected: boolean;
	readonly glyph: Span;
	readonly label: Line;
	readonly bar: Line;
	readonly time: string;
	readonly share: string;
	readonly step: string;
};

function cellsOf(
	row: TimelineRow,
	{axis}: TimelineModel,
	columns: Columns,
	appearance: Appearance,
): Cells {
	const {bar, selected} = row;
	const {glyphs, messages} = appearance;
	const step = bar.state === 'running' && bar.step !== null ? bar.step : null;
	// Without separators, for which the column has no room.
	const steps = step === null ? '' : `${step.value}/${step.max}`;
	const percent = bar.share === null ? '' : messages.numbers.percent(Math.round(bar.share * 100));
	const isShort = columns.step === 0 && steps !== '' && steps.length <= shareCells;
	return {
		selected,
		glyph: span(glyphs.nodes[bar.state], tones[bar.state]),
		label: labelOf(row),
		bar:
			axis === null || bar.times.length === 0
				? [span(bar.state === 'cached' ? messages.timeline.cached : '', 'muted')]
				: timelineBar(bar.times, axis, columns.bar, tones[bar.state], glyphs),
		time: timeText(bar, appearance),
		share: isShort ? steps : percent,
		step: columns.step === 0 ? '' : steps,
	};
}

/** A time that is not exact has a question mark. */
function timeText({time, state, isExact}: TimelineRow['bar'], {messages}: Appearance): string {
	if (state === 'cached') {
		return '';
	}

	return time === null
		? messages.timeline.unknown
		: `${formatDuration(time)}${isExact && state !== 'ended' ? '' : messages.timeline.unknown}`;
}

function labelOf({bar, name}: TimelineRow): Line {
	const caption = bar.caption === null ? '' : ` ${bar.caption.slice(0, longestCaption * 2)}`;
	return [span(nodeName(name), 'node'), span(caption)];
}

function rowLine(cells: Cells, columns: Columns, focused: boolean, appearance: Appearance): Line {
	const {ellipsis, pointer} = appearance.glyphs;
	const right = (text: string, width: number, styleName?: StyleName): Line => [
		blank(width - text.length),
		span(text, styleName),
	];
	const line: Line = [
		span(cells.selected ? pointer : ' ', 'focus'),
		cells.glyph,
		blank(1),
		...fitLine(cells.label, columns.label, ellipsis),
		blank(1),
		...(columns.bar === 0 ? [] : [...fitLine(cells.bar, columns.bar, ellipsis), blank(1)]),
		...right(cells.time, columns.time),
		blank(1),
		...right(cells.share, shareCells, 'muted'),
		...(columns.step === 0 ? [] : right(cells.step.slice(0, stepCells), columns.step)),
	];
	return cells.selected && !focused ? styleLine(line, 'title') : line;
}
