import type {LogEntry, Severity} from '../../core/log/log-entry.ts';
import {timePosition} from '../../core/time/duration.ts';
import {cellWidth, padOrTruncate, sliceCells} from '../../terminal/width.ts';
import {clockTime} from '../../ui/clock-time.ts';
import {blank, cutLine, fitLine, lineWidth, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {StyleName} from '../../ui/theme/theme.ts';
import {highlight} from './highlight.ts';
import type {LogModel, LogRow} from './select.ts';
import type {TimeMode} from './state.ts';
import {headCells, nodeLabel} from './text.ts';

type EntryRow = Extract<LogRow, {kind: 'entry'}>;
export type LogFormat = Pick<LogModel, 'sideways' | 'columns'> & {readonly time: TimeMode};

export const levelStyles: Readonly<Record<Severity, StyleName | undefined>> = {
	debug: 'muted',
	info: 'muted',
	warn: 'warn',
	error: 'bad',
};

const shortLevels: Readonly<Record<string, string>> = {
	WARNING: 'WARN',
	CRITICAL: 'CRIT',
	INFORMATION: 'INFO',
};

/**
 * Returns the line for a row of the log. Scrolling sideways moves only the message of an entry, not the columns
 * before it.
 */
export function logRowLine(
	row: LogRow,
	format: LogFormat,
	width: number,
	showsPointer: boolean,
	appearance: Appearance,
): Line {
	const {glyphs, messages} = appearance;

	switch (row.kind) {
		case 'gap': {
			const dashes = glyphs.gap.repeat(3);
			return [blank(1), span(`${dashes} ${messages.screen.gap} ${dashes}`, 'warn')];
		}

		case 'unread': {
			const start = `${glyphs.unread.repeat(3)} ${messages.log.unread} `;
			const rest = Math.max(0, width - 1 - cellWidth(start));
			return [blank(1), span(start + glyphs.unread.repeat(rest), 'key')];
		}

		case 'entry': {
			const head =
				row.row === 0
					? headLine(row, format, showsPointer, appearance)
					: [signOf(row, false, appearance), blank(headCells(row.entry, format.columns) - 1)];
			const room = width - lineWidth(head);
			const message = [...foldCount(row, appearance), ...messageLine(row, format, room)];
			return [...head, ...cutLine(message, room, glyphs.ellipsis)];
		}
	}
}

function foldCount({fold}: EntryRow, {messages}: Appearance): Line {
	if (fold === null) {
		return [];
	}

	const time = fold.time === null ? '' : ` ${messages.numbers.shortTime(fold.time)}`;
	return [span(`+${messages.numbers.count(fold.hidden)}${time} `, 'key')];
}

function headLine(
	row: EntryRow,
	{columns, time: timeMode}: LogFormat,
	showsPointer: boolean,
	appearance: Appearance,
): Line {
	const {entry, marks, current, run} = row;
	const {glyphs} = appearance;
	const hit = hitTone(current);
	const cell = (line: Line, cells: number): Line =>
		cells === 0 ? [] : [...fitLine(line, cells, glyphs.ellipsis), blank(1)];
	const time = timeText(row, timeMode, appearance).slice(0, columns.time);
	const node = highlight(nodeText(entry), marks?.node ?? [], 'node', hit);
	const label = nodeLabel(entry, columns.maxNode);
	const prefix = label.startsWith('n') && label !== nodeText(entry) ? [span('n', 'node')] : [];
	const whole = cutLine([...prefix, ...node], columns.maxNode, glyphs.ellipsis);
	const word = levelWord(entry);
	const level = padOrTruncate(word, columns.level, glyphs);
	const levelMarks = word.length <= columns.level ? (marks?.level ?? []) : [];
	return [
		signOf(row, showsPointer, appearance),
		...cell([span(run ?? '', 'key')], columns.run),
		...cell([span(time.padStart(columns.time), 'muted')], columns.time),
		...highlight(level, levelMarks, levelStyles[entry.severity], hit),
		blank(1),
		...cell(whole, Math.max(columns.minNode, lineWidth(whole))),
	];
}

function signOf({current, selected}: EntryRow, showsPointer: boolean, {glyphs}: Appearance): Span {
	return current && showsPointer
		? span(glyphs.pointer, 'key')
		: span(selected ? glyphs.selectedLine : ' ', 'key');
}

/** If more text follows, the part of it is wider than `room` cells, so that the caller adds an ellipsis. */
function messageLine(
	{text, part, marks, current, entry}: EntryRow,
	{sideways}: LogFormat,
	room: number,
): Line {
	const shown = part ?? {
		from: sliceCells(text, 0, sideways).length,
		to: sliceCells(text, 0, sideways + Math.max(0, room) + 2).length,
	};
	return highlight(text, marks?.message ?? [], messageTone(entry), hitTone(current), shown);
}

function levelWord({level}: LogEntry): string {
	const word = level === null ? '' : sliceCells(level.safe, 0, 16).toUpperCase();
	return shortLevels[word] ?? word;
}

function nodeText({nodeId}: LogEntry): string {
	return nodeId === null ? '' : sliceCells(nodeId.safe, 0, 17);
}

function hitTone(current: boolean): StyleName {
	return current ? 'current-hit' : 'hit';
}

function messageTone({severity}: LogEntry): StyleName | undefined {
	return severity === 'info' ? undefined : levelStyles[severity];
}

const hundredthsBelowMs = 10_000;

function timeText({entry: {at}, since}: EntryRow, mode: TimeMode, {messages}: Appearance): string {
	if (mode === 'clock' || since === null) {
		return mode === 'clock' && at !== null ? clockTime(at) : '';
	}

	const sign = since < 0 ? '-' : '+';
	const time = Math.abs(since);
	return mode === 'previous' && time < hundredthsBelowMs && messages.language === 'en'
		? sign + messages.numbers.unit(time / 1000, 'second', 'narrow', 2)
		: sign + timePosition(time);
}
