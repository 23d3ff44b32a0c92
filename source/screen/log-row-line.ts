import type {LogEntry, Severity} from '../domain/log-entry.ts';
import type {LogModel, LogRow} from '../state/view-model.ts';
import {pad, slice} from '../terminal/width.ts';
import {clockTime} from './clock-time.ts';
import {highlight} from './highlight.ts';
import {blank, cutLine, fitLine, lineWidth, span, type Line} from './line.ts';
import type {Look} from './look.ts';
import type {Tone} from './theme.ts';

const clockCells = '10:00:09'.length;
const levelCells = 'ERROR'.length;
/** Room for `n` and three digits, so that most messages begin in the same column. */
const nodeCells = 4;
const mostNodeCells = 16;
/** Below this width the message needs the room of the time, and of nodes that are not there. */
const roomForClock = 40;

const levelTones: Readonly<Record<Severity, Tone | undefined>> = {
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

/** A row of the log in at most `width` cells. Only the message moves sideways; time, level and node stay. */
export function logRowLine(
	row: LogRow,
	log: Pick<LogModel, 'search' | 'sideways'>,
	width: number,
	look: Look,
): Line {
	const {glyphs, messages} = look;

	if (row.kind === 'gap') {
		const dashes = glyphs.gap.repeat(3);
		return [blank(1), span(`${dashes} ${messages.screen.gap} ${dashes}`, 'warn')];
	}

	const {entry} = row;
	const hit: Tone = row.current ? 'current-hit' : 'hit';
	const search = row.hit ? log.search : '';
	const mark = (text: string, tone: Tone | undefined): Line => highlight(text, search, tone, hit);
	const head: Line = [
		span(row.current ? glyphs.pointer : ' ', 'key'),
		...(width < roomForClock ? [] : [span(clock(entry, look), 'muted'), blank(1)]),
		...mark(pad(levelWord(entry), levelCells, glyphs), levelTones[entry.severity]),
		blank(1),
		...nodeCell(entry, mark, width < roomForClock ? 0 : nodeCells, look),
	];
	const room = width - lineWidth(head);
	// One cell more than there is room for, so that a cut shows.
	const seen = slice(messageOf(entry), log.sideways, log.sideways + Math.max(0, room) + 2);
	return [...head, ...cutLine(mark(seen, messageTone(entry)), room, glyphs.ellipsis)];
}

function clock({at}: LogEntry, {timeZone}: Look): string {
	return at === null ? ' '.repeat(clockCells) : clockTime(at, timeZone);
}

/** The service's own word for the level. */
function levelWord({level}: LogEntry): string {
	const word = level === null ? '' : slice(level.safe, 0, 16).toUpperCase();
	return shortLevels[word] ?? word;
}

/** The node, as `n3` where it is a number, like in the keys of outputs. */
function nodeCell(
	{nodeId}: LogEntry,
	mark: (text: string, tone: Tone | undefined) => Line,
	least: number,
	{glyphs}: Look,
): Line {
	// One cell more than there is room for, so that a cut shows.
	const id = nodeId === null ? '' : slice(nodeId.safe, 0, mostNodeCells + 1);
	const name = /^\d+$/.test(id) ? [span('n'), ...mark(id, undefined)] : mark(id, undefined);
	const cut = cutLine(name, mostNodeCells, glyphs.ellipsis);
	const cells = Math.max(least, lineWidth(cut));
	return cells === 0 ? [] : fitLine(cut, cells + 1, '');
}

/** What happened: the message, or the event's type where there is none; and the step of the node. */
function messageOf({message, eventType, step}: LogEntry): string {
	const text = message.safe === '' ? (eventType?.safe ?? '') : message.safe;
	const count = step === null ? '' : `${step.value}/${step.max}`;
	return count === '' || text.includes(count) ? text : `${text} ${count}`;
}

function messageTone({severity}: LogEntry): Tone | undefined {
	return severity === 'error' ? 'bad' : severity === 'debug' ? 'muted' : undefined;
}
