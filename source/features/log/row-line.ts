import type {Severity} from '../../core/log/log-entry.ts';
import {clockTime} from '../../core/time/calendar.ts';
import {cellWidth, sliceCells} from '../../terminal/width.ts';
import type {TextRange} from '../../terminal/wrap-text.ts';
import {
	blank,
	cutLine,
	fitLine,
	lineWidth,
	progressBar,
	span,
	type Line,
	type Span,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import type {EntryRow, LogModel, LogRow} from './select.ts';
import {headCells, levelLetter, nodeLabel, sinceText} from './text.ts';

export type LogFormat = Pick<LogModel, 'sideways' | 'columns'>;

export const levelStyles: Readonly<Record<Severity, StyleName | undefined>> = {
	debug: 'muted',
	info: 'muted',
	warn: 'warn',
	error: 'error',
};

const barCells = 8;
const minBar = 4;
/** Cells that a message keeps beside the time. */
const roomBesideTime = 12;

/** Returns a row of the log. Scrolling sideways moves only the message of an entry, not the columns before it. */
export function logRowLine(
	row: LogRow,
	format: LogFormat,
	width: number,
	showsPointer: boolean,
	appearance: Appearance,
): Line {
	const {glyphs, messages} = appearance;

	if (row.kind !== 'entry') {
		const dashes = glyphs.gap.repeat(3);
		const text = row.kind === 'gap' ? messages.log.gap : messages.log.olderLeftOut(row.entries);
		return [blank(1), span(`${dashes} ${text} ${dashes}`, row.kind === 'gap' ? 'warn' : 'muted')];
	}

	const head =
		row.row === 0
			? headLine(row, format, showsPointer, appearance)
			: [signOf(row, false, appearance), blank(headCells(row.entry, format.columns) - 1)];
	const room = width - lineWidth(head);
	const tail = stepsLine(row, room, appearance);
	const message = messageLine(row, format, room - lineWidth(tail));
	return [...head, ...cutLine(message, room - lineWidth(tail), glyphs.ellipsis), ...tail];
}

/** Returns a small bar and the time since the first step, only the time, or nothing. A bar does not cut the message. */
function stepsLine({steps, text}: EntryRow, room: number, {glyphs, messages}: Appearance): Line {
	if (steps === null) {
		return [];
	}

	const {percent, time} = steps;
	const duration: Line =
		time === null ? [] : [blank(1), span(messages.numbers.shortTime(time), 'muted')];
	const hasRoom = room - lineWidth(duration) >= roomBesideTime;
	const isWhole = sliceCells(text, 0, room) === text;
	const left = isWhole ? room - cellWidth(text) - lineWidth(duration) - 1 : 0;
	const cells = Math.min(barCells, left);
	return percent !== null && cells >= minBar
		? [blank(1), ...progressBar(percent, cells, glyphs, 'running'), ...duration]
		: hasRoom
			? duration
			: [];
}

function headLine(
	row: EntryRow,
	{columns}: LogFormat,
	showsPointer: boolean,
	appearance: Appearance,
): Line {
	const {entry, marks, current, run} = row;
	const {glyphs} = appearance;
	const hit = hitTone(current);
	const cell = (line: Line, cells: number): Line =>
		cells === 0 ? [] : [...fitLine(line, cells, glyphs.ellipsis), blank(1)];
	const label = span(nodeLabel(entry, columns.maxNode), marks?.node === true ? hit : 'node');
	const node = cutLine([label], columns.maxNode, glyphs.ellipsis);
	const level = marks?.level === true ? hit : levelStyles[entry.severity];
	return [
		signOf(row, showsPointer, appearance),
		...cell([span(run ?? '', 'key')], columns.run),
		...cell([span(timeText(row, columns.time), 'muted')], columns.time),
		...cell([span(levelLetter(entry), level)], columns.level),
		...cell(node, Math.max(columns.minNode, lineWidth(node))),
	];
}

function signOf({current, selected}: EntryRow, showsPointer: boolean, {glyphs}: Appearance): Span {
	return current && showsPointer
		? span(glyphs.pointer, 'key')
		: span(selected ? glyphs.selectedLine : ' ', 'key');
}

/** Returns the text of the row, wider than `room` cells if more text follows, so that the caller adds an ellipsis. */
function messageLine(
	{text, part, marks, current, entry: {severity, message}}: EntryRow,
	{sideways}: LogFormat,
	room: number,
): Line {
	const shown = part ?? {
		from: sliceCells(text, 0, sideways).length,
		to: sliceCells(text, 0, sideways + Math.max(0, room) + 2).length,
	};
	const isPlain = severity === 'info' && message.exact !== '';
	const tone = isPlain ? undefined : levelStyles[severity];
	return highlight(text, marks?.message ?? [], tone, hitTone(current), shown);
}

function hitTone(current: boolean): StyleName {
	return current ? 'current-hit' : 'hit';
}

/** Returns the end of the time if there is no room for its hour. */
function timeText({entry: {at}, since}: EntryRow, cells: number): string {
	const text = since !== null ? sinceText(since) : at === null ? '' : clockTime(at);
	return text.slice(-cells).padStart(cells);
}

/**
 * Formats the part of `text` from index `from` to `to`; by default, the whole text. `ranges`: the search hits, in order
 * of their start. They get the style `hit`; other text gets the style `styleName`.
 */
export function highlight(
	text: string,
	ranges: readonly TextRange[],
	styleName: StyleName | undefined,
	hit: StyleName,
	{from, to}: TextRange = {from: 0, to: text.length},
): Line {
	const pieces: Span[] = [];
	let end = from;

	for (const range of ranges) {
		const start = Math.max(end, range.from);
		const stop = Math.min(to, range.to);

		if (stop > start) {
			pieces.push(span(text.slice(end, start), styleName), span(text.slice(start, stop), hit));
			end = stop;
		}
	}

	return [...pieces, span(text.slice(end, to), styleName)].filter(piece => piece.text !== '');
}
