import {memo} from 'react';
import {isNoLongerPolled} from '../../core/run.ts';
import {typedText} from '../../core/text/sanitize.ts';
import {cellWidth} from '../../terminal/width.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, cutLine, lineWidth, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import type {PaneViewProps, ScreenModel} from '../screen-model.ts';
import {logRowLine, type LogFormat} from './row-line.ts';
import type {LogModel, LogRow} from './select.ts';

export function LogView({screen, box}: PaneViewProps) {
	const appearance = useAppearance();
	const {log, focus, run} = screen;
	const emptyLine = [blank(1), span(emptyText(screen, appearance), 'muted')];
	return (
		<Pane
			box={box}
			title={{
				focusKey: 3,
				name: [span(appearance.messages.panes.log)],
				parts: run === null ? [] : titleParts(log, appearance, box.contentWidth),
			}}
			isFocused={focus === 'log' && screen.timeline?.focused !== true}
		>
			{log.rows.length === 0 ? (
				<Row line={emptyLine} width={box.contentWidth} />
			) : (
				log.rows
					.slice(0, box.contentHeight)
					.map(row => (
						<LogLineRow
							key={row.id}
							row={row}
							sideways={log.sideways}
							columns={log.columns}
							width={box.contentWidth}
							showsPointer={focus === 'log' || !log.following}
						/>
					))
			)}
		</Pane>
	);
}

type LogLineProps = LogFormat & {
	readonly row: LogRow;
	readonly width: number;
	readonly showsPointer: boolean;
};

/** Memoized, because most rows are the same in two successive frames. */
const LogLineRow = memo(
	function LogLineRow({row, width, showsPointer, ...format}: LogLineProps) {
		const line = logRowLine(row, format, width - 1, showsPointer, useAppearance());
		return <Row line={line} width={width} isHighlighted={row.kind === 'entry' && row.selected} />;
	},
	({row, columns, ...others}, after) =>
		isShallowEqual(row, after.row) &&
		isShallowEqual(columns, after.columns) &&
		isShallowEqual(others, after),
);

function isShallowEqual<T extends object>(one: T, other: T): boolean {
	const keys = Object.keys(one) as (keyof T)[];
	return keys.every(key => one[key] === other[key]);
}

function emptyText({run, log}: ScreenModel, appearance: Appearance): string {
	const {messages} = appearance;
	return run === null
		? ''
		: log.total > 0
			? messages.log.nothingShown(firstKey('back', appearance))
			: isNoLongerPolled(run)
				? messages.log.noneAtAll
				: messages.log.none;
}

/** The cells of the title beside its name and its parts, and those before each part. */
const titleCells = 6;
const beforePart = 3;
const minSearch = 8;

/** Returns the parts of the pane title that fit, the most important first. A long filter is cut to show its effect too. */
function titleParts(log: LogModel, appearance: Appearance, width: number): readonly Line[] {
	const {viewOptions, search, hasUnknownLevel, hasWords, selected, total, shown, errors} = log;
	const {messages, glyphs} = appearance;
	const {log: words} = messages;
	const sideways = `${glyphs.sideways}${messages.numbers.count(log.sideways)}`;
	const effect: ReadonlyArray<Line | null> = [
		hasUnknownLevel ? [span(words.unknownLevel, 'warn')] : null,
		shown === total ? null : [span(words.shown(shown, total))],
		log.newBelow === 0 ? null : [followPart(log, appearance)],
	];
	const cellsOf = (part: Line | null) => (part === null ? 0 : beforePart + lineWidth(part));
	const room = width - titleCells - cellWidth(messages.panes.log);
	const beside = effect.reduce((sum, part) => sum + cellsOf(part), beforePart);
	const filter = [span(typedText(search), 'key')];
	const parts = [
		search === '' ? null : cutLine(filter, Math.max(minSearch, room - beside), glyphs.ellipsis),
		...effect,
		hasWords ? [span(words.hits(log.hitNumber, log.hits))] : null,
		hasWords && viewOptions.hitsOnly ? [span(words.hitsOnly, 'key')] : null,
		total === 0 || log.newBelow > 0 ? null : [followPart(log, appearance)],
		selected === 0 ? null : [span(words.selected(selected), 'key')],
		viewOptions.mergesRuns ? [span(words.merged(log.markedRuns), 'key')] : null,
		total === 0 || shown !== total ? null : [span(words.lines(total))],
		errors === 0 ? null : [span(words.errors(errors), 'bad')],
		log.sideways === 0 || viewOptions.wrap ? null : [span(sideways, 'muted')],
		viewOptions.time === 'clock' ? null : [span(words.sinceStart, 'muted')],
	].filter(part => part !== null);
	let used = 0;
	return parts.filter((part, index) => (used += cellsOf(part)) <= room || index === 0);
}

function followPart({following, newBelow}: LogModel, {messages, glyphs}: Appearance): Span {
	if (following) {
		return span(messages.log.follow, 'muted');
	}

	return newBelow > 0
		? span(`${glyphs.below}${messages.log.newBelow(newBelow)}`, 'warn')
		: span(messages.log.paused, 'muted');
}
