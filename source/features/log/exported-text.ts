import type {LogEntry} from '../../core/log/log-entry.ts';
import {nodeName} from '../../core/log/node-event.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {escapeInvisible} from '../../core/text/json-text.ts';
import {cleanLines} from '../../core/text/sanitize.ts';
import {localTime, rfc3339} from '../../core/time/calendar.ts';
import {messageText} from './text.ts';

export type ExcerptEntry = {
	readonly run: Pick<Run, 'id' | 'safeId'>;
	readonly entry: LogEntry;
	/** Whether entries are missing between this entry and the previous entry of its run. */
	readonly afterGap: boolean;
};

/** Log entries to copy, save or show in a pager. */
export type LogExcerpt = {
	/** The run of the log; null for the merged log of all runs. */
	readonly runId: RunOrderId | null;
	readonly entries: readonly ExcerptEntry[];
};

/** Returns a JSON text for each entry, like a `log` event of the option `--json`, but without the field `at`. */
export function logJson({entries}: LogExcerpt): readonly string[] {
	return entries.map(({run, entry}) =>
		escapeInvisible(JSON.stringify({event: 'log', run_order_id: run.id, ...logFields(entry)})),
	);
}

export function logFields(entry: LogEntry) {
	const {at, level, eventType, nodeId, message, progressPercent, step} = entry;
	return {
		logged_at: rfc3339(at),
		level: level?.exact ?? null,
		event_type: eventType?.exact ?? null,
		node_id: nodeId?.exact ?? null,
		message: message.exact,
		progress_percent: progressPercent,
		value: step?.value ?? null,
		max: step?.max ?? null,
		fraction: step?.fraction ?? null,
	};
}

const timeWidth = localTime(0).length;
const levelWidth = 'ERROR'.length;
const nodeWidth = 'n100'.length;
/** Indent of the further lines of a message, so that these lines do not look like entries. */
const indent = '    ';

/**
 * Returns the lines of the entries. Control characters are replaced by visible ones, like `^[`. Where entries are
 * missing, a line with the text of the parameter `gap` is inserted.
 */
export function logText({runId, entries}: LogExcerpt, gap: string): readonly string[] {
	return entries.flatMap(({run, entry, afterGap}) => {
		const name = runId === null ? [run.safeId] : [];
		const text = messageText(entry, 'exact').replace(/[\r\n]+$/, '');
		const [first = '', ...more] = cleanLines(text);
		return [
			...(afterGap ? [['---', ...name, gap, '---'].join(' ')] : []),
			[textHead(entry, name), first].join(' ').trimEnd(),
			...more.map(line => indent + line),
		];
	});
}

function textHead({at, level, nodeId}: LogEntry, name: readonly string[]): string {
	return [
		(at === null ? '' : localTime(at)).padEnd(timeWidth),
		...name,
		(level?.safe ?? '').toUpperCase().padEnd(levelWidth),
		nodeName(nodeId?.safe ?? '').padEnd(nodeWidth),
	].join(' ');
}
