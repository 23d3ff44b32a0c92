import type {LogEntry} from './log-entry.ts';

/** Node event kinds by the API's `event_type`, which is the name of a ComfyUI event. */
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

/** The kind of node event that a log entry reports. An unknown event type is `other`. */
export type NodeEventKind = (typeof kinds)[keyof typeof kinds] | 'other';

const kindsByType: ReadonlyMap<string, NodeEventKind> = new Map(Object.entries(kinds));

/** The maximum number of UTF-16 units of a message that are searched for node ids. */
const longestMessage = 20_000;

const nodeId = /^\d+(?::\d+)*$/;

export function nodeEventKind({eventType}: LogEntry): NodeEventKind {
	return eventType === null ? 'other' : (kindsByType.get(eventType.exact) ?? 'other');
}

/**
 * Returns the node ids in the message of an `execution_cached` entry. The message lists them in brackets or after a
 * colon. Returns an empty list for any other message.
 */
export function cachedNodes({message}: LogEntry): readonly string[] {
	const text = message.exact.slice(0, longestMessage);
	const list = /\[([^\]]*)\]/.exec(text)?.[1] ?? /[:：](.*)$/s.exec(text)?.[1] ?? '';
	return list
		.split(/[\s,，、;；'"]+/)
		.map(word => word.replace(/^n(?=\d)/, ''))
		.filter(word => nodeId.test(word));
}

/** Returns `n3` for the id `3`, as in output keys. Returns any other id unchanged. */
export function nodeName(id: string): string {
	return /^\d+$/.test(id) ? `n${id}` : id;
}
