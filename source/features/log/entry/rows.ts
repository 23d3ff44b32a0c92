import type {LogEntry} from '../../../core/log/log-entry.ts';
import {entryAt} from '../../../core/log/run-log.ts';
import {memoizeByObject} from '../../../core/memoize.ts';
import type {Run} from '../../../core/run.ts';
import {prettyJson} from '../../../core/text/pretty-json.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import type {State} from '../../../store/state.ts';
import {withView} from '../../../store/with-view.ts';
import {wrapText} from '../../../terminal/wrap-text.ts';
import type {EntryRef} from '../index/sequence.ts';
import {selectLogViewport} from '../viewport.ts';

/** Maximum number of message rows in the overlay. A longer message can be read in the pager. */
const maxRows = 500;
/** Maximum length of the message text to wrap, in UTF-16 units. It is enough for `maxRows` rows of 2000 units each. */
const maxLooked = 1_000_000;

/**
 * Wraps a message to `width` cells. Each row keeps the indent of its line (at most half of `width`). `cut`: the
 * number of characters that do not fit into `maxRows` rows.
 */
export const messageRows = memoizeByObject(({message: {exact: whole}}: LogEntry, width: number) => {
	const rows: string[] = [];
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
			rows.push(' '.repeat(indent) + body.slice(from, to));
		}

		left -= end < body.length ? Math.min(end, line.length) : line.length;

		if (rows.length >= maxRows) {
			break;
		}
	}

	return {rows, cut: Math.max(0, left)};
});

export function openEntry(state: State): State {
	const {shown, cursor} = selectLogViewport(state);
	const ref = shown.refAt(cursor);
	return ref === undefined
		? state
		: withView(state, {overlay: {kind: 'entry', entry: ref, scrollTop: 0}});
}

export type OpenEntry = {readonly run: Run; readonly entry: LogEntry};

/** Returns null if the run is no longer watched or has no such entry. */
export function findEntry(state: State, {run: id, index}: EntryRef): OpenEntry | null {
	const run = state.runs.get(id);
	const entry = run === undefined ? undefined : entryAt(run.log, index);
	return run === undefined || entry === undefined ? null : {run, entry};
}
