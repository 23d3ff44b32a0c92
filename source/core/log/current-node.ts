import type {ForeignText} from '../text/text.ts';
import type {LogSnapshot} from './log-store.ts';
import {nodeEventKind} from './node-event.ts';

/** The maximum number of log entries that are searched, from the newest one. */
const maxEntries = 50;

/** Returns the node of the newest log entries; null if they name none. `caption`: the text with which the node started. */
export function currentNode({store, length}: LogSnapshot): {
	readonly id: ForeignText;
	readonly caption: ForeignText | null;
} | null {
	const newest = store.entries.slice(Math.max(0, length - maxEntries), length);
	const id = newest.findLast(({nodeId}) => nodeId !== null)?.nodeId ?? null;

	if (id === null) {
		return null;
	}

	const start = newest.findLast(
		entry => entry.nodeId?.exact === id.exact && nodeEventKind(entry) === 'executing',
	);
	return {id, caption: start === undefined || start.message.exact === '' ? null : start.message};
}
