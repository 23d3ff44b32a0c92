import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import {stepText} from '../../core/step-counter.ts';
import {cellWidth, sliceCells} from '../../terminal/width.ts';
import type {TimeMode} from './state.ts';

/** Widths of the columns before a message, in cells. The width of a hidden column is 0. */
type LogColumns = Readonly<ReturnType<typeof logColumns>>;

/**
 * A width in cells. In a narrower pane, the time column is hidden, and entries without a node leave no space for the
 * node column.
 */
const roomForTime = 40;
const minMessage = 8;

/** `run`: the width of the longest short run id. */
export function logColumns(width: number, time: TimeMode, run: number) {
	const narrow = width < roomForTime;
	return {
		run: Math.min(run, Math.floor(width / 4)),
		time: time === 'off' || narrow ? 0 : '10:00:09'.length,
		level: 'ERROR'.length,
		/** Minimum width of the node column: `n` and three digits, so that most messages start in the same column. */
		minNode: narrow ? 0 : 4,
		maxNode: Math.max(4, Math.min(16, Math.floor(width / 4))),
	};
}

/** Returns the number of cells before the message of an entry: the pointer, and each shown column with a space. */
export function headCells(entry: LogEntry, columns: LogColumns): number {
	const {run, time, level, minNode, maxNode} = columns;
	const label = Math.min(maxNode, cellWidth(nodeLabel(entry, maxNode)));
	const shown = [run, time, level, Math.max(minNode, label)].filter(cells => cells > 0);
	return shown.reduce((sum, cells) => sum + cells + 1, 1);
}

/**
 * Returns the id of the node; a numeric id `3` becomes `n3`. If an id is wider than `most` cells, returns slightly more
 * than `most` cells, so that the caller cuts the text and adds an ellipsis.
 */
export function nodeLabel({nodeId}: Pick<LogEntry, 'nodeId'>, most: number): string {
	return nodeId === null ? '' : nodeName(sliceCells(nodeId.safe, 0, most + 1));
}

/**
 * In UTF-16 units. The step (like `3/20`) is not appended to a longer message, because appending it would copy the long
 * message in every frame.
 */
const longestJoined = 65_536;

/**
 * Appends the step, like `3/20`, if the text does not contain it. `form`: whether to return the text cleaned for the
 * terminal (`safe`) or as the service sent it (`exact`).
 */
export function messageText(
	{message, eventType, step}: LogEntry,
	form: 'safe' | 'exact' = 'safe',
): string {
	const text = message[form] === '' ? (eventType?.[form] ?? '') : message[form];
	const count = stepText(step);
	return count === '' || text.length > longestJoined || text.includes(count)
		? text
		: `${text} ${count}`;
}

export function messageCells(entry: LogEntry, columns: LogColumns, width: number): number {
	return Math.max(minMessage, width - headCells(entry, columns));
}
