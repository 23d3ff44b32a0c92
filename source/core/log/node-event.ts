import type {LogEntry} from './log-entry.ts';

/** The meaning of a log entry for the nodes of a run. Unknown types are `other`. */
export type NodeEventKind =
	| 'start'
	| 'cached'
	| 'executing'
	| 'progress'
	| 'executed'
	| 'failed'
	| 'interrupted'
	| 'succeeded'
	| 'other';

/** By the `event_type` of the API: the events of a ComfyUI engine. */
const kinds: ReadonlyMap<string, NodeEventKind> = new Map([
	['execution_start', 'start'],
	['execution_cached', 'cached'],
	['executing', 'executing'],
	['progress', 'progress'],
	['executed', 'executed'],
	['execution_error', 'failed'],
	['execution_interrupted', 'interrupted'],
	['execution_success', 'succeeded'],
]);

/** UTF-16 units of a message that are read. */
const longestMessage = 20_000;

/** Ids of nodes in a message are numbers or paths (`12:3`); other words may be anything. */
const nodeId = /^\d+(?::\d+)*$/;

export function nodeEventKind({eventType}: LogEntry): NodeEventKind {
	return eventType === null ? 'other' : (kinds.get(eventType.exact) ?? 'other');
}

/** The nodes that the message of `execution_cached` lists after a colon or in brackets; none in another form. */
export function cachedNodes({message}: LogEntry): readonly string[] {
	const text = message.exact.slice(0, longestMessage);
	const list = /\[([^\]]*)\]/.exec(text)?.[1] ?? /[:：](.*)$/s.exec(text)?.[1] ?? '';
	return list
		.split(/[\s,，、;；'"]+/)
		.map(word => word.replace(/^n(?=\d)/, ''))
		.filter(word => nodeId.test(word));
}

/** `n3` for the id `3`, like in the keys of outputs; other ids as they are. */
export function nodeName(id: string): string {
	return /^\d+$/.test(id) ? `n${id}` : id;
}
