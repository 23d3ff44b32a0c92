import type {LogEntry} from '../../core/log/log-entry.ts';
import {stepText} from '../../core/step-counter.ts';
import {cellWidth, sliceCells} from '../../terminal/width.ts';
import type {TimeMode} from './state.ts';

/** Widths of the columns before a message, in cells; 0: hidden. */
export type LogColumns = {
	readonly run: number;
	readonly time: number;
	readonly level: number;
	/** Fits `n` and three digits, so that most messages start in the same column. */
	readonly minNode: number;
	readonly maxNode: number;
};

/** In UTF-16 units. */
export type TextRange = {readonly from: number; readonly to: number};

/** Narrower panes show neither time nor missing nodes. */
const roomForTime = 40;
const minMessage = 8;

/** Computes the columns of a log `width` cells wide. `run` is the width of the longest short id. */
export function logColumns(width: number, time: TimeMode, run: number): LogColumns {
	const narrow = width < roomForTime;
	return {
		run: Math.min(run, Math.floor(width / 4)),
		time: time === 'off' || narrow ? 0 : '10:00:09'.length,
		level: 'ERROR'.length,
		minNode: narrow ? 0 : 4,
		maxNode: Math.max(4, Math.min(16, Math.floor(width / 4))),
	};
}

/** Cells before the message: the pointer, and each column with a space. */
export function headCells(entry: LogEntry, columns: LogColumns): number {
	const node = Math.max(columns.minNode, nodeCells(entry, columns));
	return (
		1 +
		[columns.run, columns.time, columns.level, node].reduce(
			(sum, cells) => (cells === 0 ? sum : sum + cells + 1),
			0,
		)
	);
}

/** A numeric id `3` becomes `n3`, as in the keys of outputs. One cell too long if it must be truncated. */
export function nodeLabel({nodeId}: Pick<LogEntry, 'nodeId'>, most: number): string {
	const id = nodeId === null ? '' : sliceCells(nodeId.safe, 0, most + 1);
	return /^\d+$/.test(id) ? `n${id}` : id;
}

/** Longer messages are shown without the step, since each frame would copy them. */
const longestJoined = 65_536;

/** The message, or else the event type, with the step of the node. */
export function messageText({message, eventType, step}: LogEntry): string {
	const text = message.safe === '' ? (eventType?.safe ?? '') : message.safe;
	const count = stepText(step);
	return count === '' || text.length > longestJoined || text.includes(count)
		? text
		: `${text} ${count}`;
}

/** Cells for the message in a row of `width` cells; at least `minMessage`. */
export function messageCells(entry: LogEntry, columns: LogColumns, width: number): number {
	return Math.max(minMessage, width - headCells(entry, columns));
}

/**
 * Wraps a text to `width` cells, in 1 to `maxRows` rows, and ignores the rest. A row ends between words if it is at
 * least half full then.
 */
export function wrapText(text: string, width: number, maxRows: number): readonly TextRange[] {
	const rows: TextRange[] = [];
	let from = 0;

	while (from < text.length && rows.length < maxRows) {
		// A character wider than the row gets its own row, and is truncated later.
		const length = firstRow(text.slice(from, from + (width + 1) * maxUnitsPerCell), width) || 1;
		rows.push({from, to: from + length});
		from += length;

		while (text[from] === ' ') {
			from++;
		}
	}

	return rows.length === 0 ? [{from: 0, to: 0}] : rows;
}

/** Maximum UTF-16 units in one cell of clean text (see `terminal/width`). */
const maxUnitsPerCell = 64;

function firstRow(text: string, width: number): number {
	const row = sliceCells(text, 0, width);

	if (row.length === text.length || text[row.length] === ' ') {
		return row.length;
	}

	const space = row.lastIndexOf(' ');
	return space > 0 && cellWidth(row.slice(0, space)) * 2 >= width ? space : row.length;
}

function nodeCells(entry: LogEntry, {maxNode}: LogColumns): number {
	return Math.min(maxNode, cellWidth(nodeLabel(entry, maxNode)));
}
