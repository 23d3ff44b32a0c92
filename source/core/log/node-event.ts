import {memoizeByObject} from '../memoize.ts';
import {stepText, type LogEntry} from './log-entry.ts';
import type {RunLog} from './run-log.ts';

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

const cachedId = /^\d+(?::\d+)*$/;

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
		.filter(word => cachedId.test(word));
}

/** Returns the name of a node as in output keys: `n3` for the id `3`. Returns an id that is not a number unchanged. */
export function nodeName(id: string): string {
	return /^\d+$/.test(id) ? `n${id}` : id;
}

/** Returns what the log says about the last node that it names, since its latest start; null if it names none. */
export const lastNode = memoizeByObject(({entries}: RunLog) => {
	const {nodeId: node = null, message} = entries.findLast(({nodeId}) => nodeId !== null) ?? {};

	if (node === null || message === undefined) {
		return null;
	}

	const all = entries.filter(({nodeId}) => nodeId?.exact === node.exact);
	const begin = all.findLastIndex(entry => nodeEventKind(entry) === 'executing');
	const start = all[begin];
	const since = all.slice(Math.max(0, begin));
	return {
		node,
		/** The message of the entry at which the node started; null without one. */
		caption: start === undefined || start.message.exact === '' ? null : start.message.safe,
		message: message.safe,
		startedAt: start?.at ?? null,
		endedAt: since.find(entry => nodeEventKind(entry) === 'executed')?.at ?? null,
		/** The newest step counter of the node, like `13/20`; empty if it has none. */
		step: since.map(({step}) => stepText(step)).findLast(text => text !== '') ?? '',
	};
});
