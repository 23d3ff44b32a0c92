import {memoizeByObject} from '../memoize.ts';
import type {ForeignText, SafeText} from '../text/sanitize.ts';
import type {Instant} from '../time/clock.ts';
import {stepText, type LogEntry} from './log-entry.ts';
import {entryAt, logLength, type RunLog} from './run-log.ts';

/** Maps the API's `event_type`, which is the name of a ComfyUI event, to the kind of the event. */
const kinds = {
	execution_start: 'start',
	execution_cached: 'cached',
	executing: 'executing',
	progress: 'progress',
	executed: 'executed',
	execution_error: 'failed',
	execution_interrupted: 'interrupted',
	execution_success: 'succeeded',
} as const;

type NodeEventKind = (typeof kinds)[keyof typeof kinds] | 'other';

export const nodeEventKinds: ReadonlyMap<string, NodeEventKind> = new Map(Object.entries(kinds));

/** The state of a node of a run. `ended`: running when the run ended; the log reports no end of the node. `known`: in the log, but without times. */
export type NodeState =
	'cached' | 'running' | 'done' | 'failed' | 'interrupted' | 'ended' | 'known';

/** The maximum number of UTF-16 units of a message that are searched for node ids. */
const longestMessage = 20_000;

const nodeId = /^\d+(?::\d+)*$/;

export function nodeEventKind({eventType}: LogEntry): NodeEventKind {
	return eventType === null ? 'other' : (nodeEventKinds.get(eventType.exact) ?? 'other');
}

/** Returns the node ids that an `execution_cached` entry lists in brackets or after a colon, like `[3, 5:2]`. */
export function cachedNodes({message}: LogEntry): readonly string[] {
	const text = message.exact.slice(0, longestMessage);
	const list = /\[([^\]]*)\]/.exec(text)?.[1] ?? /[:：](.*)$/s.exec(text)?.[1] ?? '';
	return list
		.split(/[\s,，、;；'"]+/)
		.map(word => word.replace(/^n(?=\d)/, ''))
		.filter(word => nodeId.test(word));
}

/** Returns the name of a node as in output keys: `n3` for the id `3`. Returns an id that is not a number unchanged. */
export function nodeName(id: string): string {
	return /^\d+$/.test(id) ? `n${id}` : id;
}

/** Maximum number of log entries to search backwards for the start of the node. */
const maxEntries = 5000;

export type LastNode = {
	readonly node: ForeignText;
	/** The message of the log entry at which the node started; null if not found. */
	readonly caption: SafeText | null;
	readonly message: SafeText;
	readonly startedAt: Instant | null;
	readonly endedAt: Instant | null;
	/** The newest step counter of the node, like `13/20`; empty if it has none. */
	readonly step: string;
};

export const lastNode = memoizeByObject((log: RunLog) =>
	lastNodeUntil(log, logLength(log) - 1, null),
);

/**
 * Searches backwards from the entry `from`. Returns what the log says about the last node that it names there, or
 * about `wanted` if given. Null if the log does not name it.
 */
export function lastNodeUntil(
	log: RunLog,
	from: number,
	wanted: ForeignText | null,
): LastNode | null {
	let node = wanted;
	let message: SafeText | null = null;
	let endedAt: Instant | null = null;
	let step = '';

	for (let index = from; index >= Math.max(0, from - maxEntries); index--) {
		const entry = entryAt(log, index);
		const own = entry?.nodeId ?? null;

		if (entry === undefined || own === null || (node !== null && own.exact !== node.exact)) {
			continue;
		}

		node ??= own;
		message ??= entry.message.safe;
		step ||= stepText(entry.step);
		const kind = nodeEventKind(entry);

		if (kind === 'executed') {
			endedAt = entry.at;
		}

		if (kind === 'executing') {
			const caption = entry.message.exact === '' ? null : entry.message.safe;
			return {node, caption, message, startedAt: entry.at, endedAt, step};
		}
	}

	return node === null || message === null
		? null
		: {node, caption: null, message, startedAt: null, endedAt, step};
}
