import type {LogEntry} from '../../../core/log/log-entry.ts';
import {nodeName} from '../../../core/log/node-event.ts';
import {cleanLines} from '../../../core/text/sanitize.ts';
import type {SafeText} from '../../../core/text/text.ts';
import {localTime} from '../../../core/time/rfc3339.ts';
import {messageText} from '../text.ts';
import type {LogExcerpt} from './state.ts';

const timeWidth = localTime(0).length;
const levelWidth = 'ERROR'.length;
const nodeWidth = 'n100'.length;
/** Indent of the further lines of a message, so that these lines do not look like entries. */
const indent = '    ';

/**
 * Yields the lines of the entries. Control characters are replaced by visible ones, like `^[`. Where entries are
 * missing, a line with the text of the parameter `gap` is inserted.
 */
export function* logText(
	{runId, portions}: LogExcerpt,
	gap: string,
): Generator<readonly string[], void> {
	for (const entries of portions) {
		yield entries.flatMap(({run, entry, afterGap}) => {
			const name = runId === null ? [run.label] : [];
			const [first = '', ...more] = messageLines(entry);
			return [
				...(afterGap ? [['---', ...name, gap, '---'].join(' ')] : []),
				[head(entry, name), first].join(' ').trimEnd(),
				...more.map(line => indent + line),
			];
		});
	}
}

function head({at, level, nodeId}: LogEntry, name: readonly string[]): string {
	return [
		(at === null ? '' : localTime(at)).padEnd(timeWidth),
		...name,
		(level?.safe ?? '').toUpperCase().padEnd(levelWidth),
		nodeName(nodeId?.safe ?? '').padEnd(nodeWidth),
	].join(' ');
}

function messageLines(entry: LogEntry): readonly SafeText[] {
	return cleanLines(messageText(entry, 'exact').replace(/[\r\n]+$/, ''));
}
