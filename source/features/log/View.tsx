import {memo} from 'react';
import {isDone} from '../../core/run.ts';
import type {ScreenModel} from '../../store/selectors.ts';
import type {LogModel, LogRow} from './select.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {blank, span, type Line, type Span} from '../../ui/line.ts';
import {logRowLine} from './row-line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Pane} from '../../ui/widgets/Pane.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import type {PaneViewProps} from '../../ui/view-props.ts';

/** The log pane: the log of the selected run, or the merged log of all runs. */
export function LogView({model, size}: PaneViewProps) {
	const appearance = useAppearance();
	const {log, focus, run} = model;
	const pointed = focus === 'log' || !log.following;
	return (
		<Pane
			size={size}
			title={{
				focusKey: 3,
				name: [span(appearance.messages.screen.panes.log)],
				fields: run === null ? [] : titleFacts(log, appearance),
			}}
			focused={focus === 'log' && model.timeline?.focused !== true}
		>
			{log.rows.length === 0 ? (
				<Row line={[blank(1), span(emptyWords(model, appearance), 'muted')]} width={size.width} />
			) : (
				log.rows
					.slice(0, size.height - 1)
					.map(row => (
						<LogLine key={row.id} row={row} log={log} width={size.width} pointed={pointed} />
					))
			)}
		</Pane>
	);
}

type LogLineProps = {
	readonly row: LogRow;
	readonly log: LogModel;
	readonly width: number;
	readonly pointed: boolean;
};

/** A row of the log. It is memoized, because most rows are the same in two successive frames. */
const LogLine = memo(
	function LogLine({row, log, width, pointed}: LogLineProps) {
		const line = logRowLine(row, log, width - 1, pointed, useAppearance());
		return <Row line={line} width={width} selected={row.kind === 'entry' && row.selected} />;
	},
	(before, after) =>
		before.width === after.width &&
		before.pointed === after.pointed &&
		before.log.sideways === after.log.sideways &&
		before.log.reading === after.log.reading &&
		isShallowEqual(before.log.columns, after.log.columns) &&
		isShallowEqual(before.row, after.row),
);

function isShallowEqual<T extends object>(one: T, other: T): boolean {
	for (const field in one) {
		if (one[field] !== other[field]) {
			return false;
		}
	}

	return true;
}

function emptyWords({run, log}: ScreenModel, {messages}: Appearance): string {
	if (run === null) {
		return '';
	}

	if (log.total > 0) {
		return log.readPercent === null
			? messages.log.nothingShown
			: messages.log.scanned(log.readPercent);
	}

	return isDone(run) ? messages.screen.noLogAtAll : messages.screen.noLog;
}

/** Returns the parts of the title in order of importance, because a narrow title is cut at its end. */
function titleFacts(log: LogModel, appearance: Appearance): readonly Line[] {
	const {messages, glyphs} = appearance;
	const {screen, log: words} = messages;
	const fields: Line[] = [];

	if (log.total > 0) {
		fields.push([placeFact(log, appearance)]);
	}

	fields.push(...searchFacts(log, appearance), ...filterFacts(log, appearance));

	if (log.total > 0) {
		fields.push([
			span(log.shown === log.total ? screen.lines(log.total) : words.shown(log.shown, log.total)),
		]);
	}

	if (log.errors > 0) {
		fields.push([span(screen.errors(log.errors), 'bad')]);
	}

	if (log.sideways > 0 && !log.reading.wrap) {
		fields.push([span(`${glyphs.sideways}${messages.numbers.count(log.sideways)}`, 'muted')]);
	}

	if (log.reading.time === 'start' || log.reading.time === 'previous') {
		const {sinceStart, sincePrevious} = words;
		fields.push([span(log.reading.time === 'start' ? sinceStart : sincePrevious, 'muted')]);
	}

	return fields;
}

/** Shows that the log follows its end, or otherwise the number of new entries. */
function placeFact({following, fresh}: LogModel, {messages, glyphs}: Appearance): Span {
	if (following) {
		return span(messages.screen.follow, 'muted');
	}

	return fresh > 0
		? span(`${glyphs.below}${messages.screen.fresh(fresh)}`, 'warn')
		: span(messages.log.paused, 'muted');
}

function searchFacts(log: LogModel, {messages}: Appearance): readonly Line[] {
	const {search, searchState, hits, hitNumber, readPercent} = log;
	const {screen, log: words} = messages;

	if (search === '') {
		return readPercent === null ? [] : [[span(words.scanned(readPercent), 'muted')]];
	}

	const found =
		searchState === 'fine'
			? span(screen.hits(hitNumber, hits))
			: span(words.searchProblem[searchState], 'warn');
	return [
		[span(`/${typedText(search)} `, 'key'), found],
		...(readPercent === null ? [] : [[span(words.scanned(readPercent), 'muted')]]),
		...(searchState === 'fine' && log.reading.hits !== 'among'
			? [[span(words.hits[log.reading.hits], 'key')]]
			: []),
	];
}

function filterFacts(
	{reading, node, folded, selected}: LogModel,
	{messages}: Appearance,
): readonly Line[] {
	const {log: words} = messages;
	return [
		...(selected > 0 ? [[span(words.selected(selected), 'key')]] : []),
		...(reading.all ? [[span(words.allRuns, 'key')]] : []),
		...(reading.minSeverity === 'debug' ? [] : [[span(words.levels[reading.minSeverity], 'key')]]),
		...(folded ? [[span(words.folded, 'key')]] : []),
		...(node === null ? [] : [[span(words.node(cleanName(node.slice(0, 64))), 'key')]]),
	];
}
