import type {LogEntry} from '../../core/log/log-entry.ts';

/** What an entry of the log means for the nodes of a run. Types that this program does not know are `other`. */
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

/** The `event_type` of the API, which are those of a ComfyUI engine. */
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

/** A message that names more nodes than any workflow has is none that names nodes. */
const longestMessage = 20_000;

/** Of a list of nodes as engines write them only numbers are taken, which may be paths (`12:3`): a word may be anything. */
const nodeId = /^\d+(?::\d+)*$/;

export function nodeEventKind({eventType}: LogEntry): NodeEventKind {
	return eventType === null ? 'other' : (kinds.get(eventType.exact) ?? 'other');
}

/** The nodes that `execution_cached` names in its message, behind a colon or in brackets; none where it tells them otherwise. */
export function cachedNodes({message}: LogEntry): readonly string[] {
	const text = message.exact.slice(0, longestMessage);
	const list = /\[([^\]]*)\]/.exec(text)?.[1] ?? /[:：](.*)$/s.exec(text)?.[1] ?? '';
	return list
		.split(/[\s,，、;；'"]+/)
		.map(word => word.replace(/^n(?=\d)/, ''))
		.filter(word => nodeId.test(word));
}
