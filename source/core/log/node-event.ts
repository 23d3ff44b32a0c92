import type {LogEntry} from './log-entry.ts';

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

const kindsByType: ReadonlyMap<string, NodeEventKind> = new Map(Object.entries(kinds));

/** The state of a node of a run. `ended`: running when the run ended; the log reports no end of the node. `known`: in the log, but without times. */
export type NodeState =
	'cached' | 'running' | 'done' | 'failed' | 'interrupted' | 'ended' | 'known';

/** The maximum number of UTF-16 units of a message that are searched for node ids. */
const longestMessage = 20_000;

const nodeId = /^\d+(?::\d+)*$/;

export function nodeEventKind({eventType}: LogEntry): NodeEventKind {
	return eventType === null ? 'other' : (kindsByType.get(eventType.exact) ?? 'other');
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
