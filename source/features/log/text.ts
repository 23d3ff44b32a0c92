import {stepText, type LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {Duration} from '../../core/time/clock.ts';
import {timePosition} from '../../core/time/duration.ts';
import {cellWidth, sliceCells} from '../../terminal/width.ts';

/** Widths of the columns before a message, in cells. The width of a hidden column is 0. */
type LogColumns = Readonly<ReturnType<typeof logColumns>>;

/** Widths of the pane, in cells: where the time has its hour, and where there is a time and a column of nodes. */
const roomForHours = 56;
const roomForTime = 30;
const minMessage = 8;

/**
 * Computes the columns before a message. `run`: the width of the longest short run id, in cells. `since`: the longest time
 * since the start of a run; null for times of day.
 */
export function logColumns(width: number, run: number, since: Duration | null) {
	const narrow = width < roomForHours;
	const time = since === null ? (narrow ? '00:09' : '10:00:09') : sinceText(since);
	return {
		run: Math.min(run, Math.floor(width / 4)),
		time: width < roomForTime ? 0 : time.length,
		level: 1,
		/** Minimum width of the node column: `n` and two digits, so that most messages start in the same column. */
		minNode: narrow ? 0 : 3,
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

/** Formats a time since the start of a run. Its sign tells it from a time of day: `+28:47`. */
export function sinceText(since: Duration): string {
	return `${since < 0 ? '-' : '+'}${timePosition(Math.abs(since))}`;
}

/** Returns the first letter of a level, but nothing for `info`, which most entries have. */
export function levelLetter({level}: LogEntry): string {
	const word = level === null ? '' : sliceCells(level.safe, 0, 16).toUpperCase();
	return word.startsWith('INFO') ? '' : sliceCells(word, 0, 1);
}

/**
 * Returns the id of the node; a numeric id `3` becomes `n3`. If an id is wider than `maxCells` cells, returns slightly more
 * than `maxCells` cells, so that the caller cuts the text and adds an ellipsis.
 */
export function nodeLabel({nodeId}: Pick<LogEntry, 'nodeId'>, maxCells: number): string {
	return nodeId === null ? '' : nodeName(sliceCells(nodeId.safe, 0, maxCells + 1));
}

/** Nothing is appended to a message longer than this, in UTF-16 units, because that would copy it in every frame. */
const longestJoined = 65_536;

/** Appends the step, like `3/20`, unless the text has it. `safe`: cleaned for the terminal. `exact`: as it was sent. */
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
