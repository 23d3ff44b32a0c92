import type {LogEntry} from '../../../core/log/log-entry.ts';
import {memoizeByObject} from '../../../core/memoize.ts';
import {wholeStepText} from '../../../core/step-counter.ts';
import type {SafeText} from '../../../core/text/text.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {wrapText} from '../text.ts';
import {prettyJson} from '../../../core/text/pretty-json.ts';
import {entryAt} from '../../../core/log/log-store.ts';
import type {Run} from '../../../core/run.ts';
import {selectLogViewport} from '../viewport.ts';
import type {EntryRef} from '../index/sequence.ts';
import type {State} from '../../../store/state.ts';
import {withView} from '../../../store/with-view.ts';
import type {Size} from '../../panes/index.ts';

export type EntryField = 'run' | 'time' | 'level' | 'type' | 'node' | 'progress' | 'step';

export type EntryRow =
	/** `text` is null if it depends on the time zone or the language. `first`: the first row of the field. */
	| {
			readonly kind: 'field';
			readonly field: EntryField;
			readonly text: string | null;
			readonly first: boolean;
	  }
	| {readonly kind: 'blank'}
	| {readonly kind: 'message'; readonly text: string}
	| {readonly kind: 'cut'; readonly characters: number};

/** The column of field names, with a space. */
export const fieldCells = 12;
/** Limit for the overlay. The pager shows the whole entry. */
const maxRows = 500;
/** In UTF-16 units. Fills the rows of any terminal. */
const maxLooked = 1_000_000;

/** Returns all fields of an entry and its message, in rows of at most `width` cells. JSON is indented. */
export const entryRows = memoizeByObject(
	(entry: LogEntry, run: SafeText, width: number): readonly EntryRow[] => [
		...fieldRows('run', run, width),
		{kind: 'field', field: 'time', text: null, first: true},
		...fieldRows('level', entry.level?.safe, width),
		...fieldRows('type', entry.eventType?.safe, width),
		...fieldRows('node', entry.nodeId?.safe, width),
		{kind: 'field', field: 'progress', text: null, first: true},
		...fieldRows('step', entry.step === null ? null : wholeStepText(entry.step), width),
		{kind: 'blank'},
		...messageRows(entry.message.exact, Math.max(1, width)),
	],
);

function fieldRows(
	field: EntryField,
	text: string | null | undefined,
	width: number,
): readonly EntryRow[] {
	const value = text ?? '';
	return wrapText(value, Math.max(1, width - fieldCells), 8).map(({from, to}, index) => ({
		kind: 'field',
		field,
		text: value.slice(from, to),
		first: index === 0,
	}));
}

/** Wraps each line of a message. Wrapped rows keep the indent of their line. */
function messageRows(whole: string, width: number): readonly EntryRow[] {
	const rows: EntryRow[] = [];
	const message = whole.slice(0, maxLooked);
	const lines = prettyJson(message) ?? message.split(/\r\n|[\n\r]/);
	let left = lines.reduce((sum, line) => sum + line.length, whole.length - message.length);

	for (const line of lines) {
		const text = cleanProse(line);
		const body = text.trimStart();
		const indent = Math.min(text.length - body.length, Math.floor(width / 2));
		const parts = wrapText(body, width - indent, maxRows - rows.length);
		const end = parts.at(-1)?.to ?? 0;

		for (const {from, to} of parts) {
			rows.push({kind: 'message', text: ' '.repeat(indent) + body.slice(from, to)});
		}

		left -= end < body.length ? Math.min(end, line.length) : line.length;

		if (rows.length >= maxRows) {
			break;
		}
	}

	return left > 0 ? [...rows, {kind: 'cut', characters: left}] : rows;
}

export function openEntry(state: State): State {
	const viewport = selectLogViewport(state);
	const ref = viewport?.logIndex.shown.refAt(viewport.position.cursor);
	return ref === undefined
		? state
		: withView(state, {overlay: {kind: 'entry', entry: ref, top: 0}});
}

export function entryViewLength(state: State, ref: EntryRef): number {
	const found = findEntry(state, ref);
	const width = entryWidth(state.view.size);
	return found === null ? 0 : entryRows(found.entry, found.run.label, width).length;
}

export type OpenEntry = {readonly run: Run; readonly entry: LogEntry};

/** Returns null if the run is no longer watched. */
export function findEntry(state: State, {run: id, index}: EntryRef): OpenEntry | null {
	const run = state.runs.get(id);
	const entry = run === undefined ? undefined : entryAt(run.log, index);
	return run === undefined || entry === undefined ? null : {run, entry};
}

/** The width of the overlay without its frame and padding. */
export function entryWidth({columns}: Size): number {
	return Math.max(1, columns - 4);
}
