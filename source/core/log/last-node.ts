import {memoizeByObject} from '../memoize.ts';
import {stepText} from '../step-counter.ts';
import type {ForeignText, SafeText} from '../text/text.ts';
import type {Instant} from '../time/clock.ts';
import {nodeEventKind} from './node-event.ts';
import {entryAt, logLength, type RunLog} from './run-log.ts';

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

export const lastNode = memoizeByObject((log: RunLog) => nodeUntil(log, logLength(log) - 1, null));

/**
 * Returns the last node that the log names at the entry `from` or before it. With `wanted`, returns what the log says
 * about this node there. Null if it names none.
 */
export function nodeUntil(log: RunLog, from: number, wanted: ForeignText | null): LastNode | null {
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
