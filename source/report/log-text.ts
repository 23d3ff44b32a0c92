import type {LogEntry} from '../domain/log-entry.ts';
import type {LogExcerpt} from '../state/log-excerpt.ts';
import {cleanProse} from '../terminal/sanitize.ts';
import {localTime} from './local-time.ts';

const timeWidth = localTime(0).length;
const levelWidth = 'ERROR'.length;
const nodeWidth = 'n100'.length;
/** Further lines of a message stand behind this, so that none of them can pose as an entry of its own. */
const indent = '    ';

/**
 * A log as text for people, line by line and without line ends: time, level, node, message. What cannot be shown is a mark, as on the
 * screen; but a message has all of its lines, and every version of one that was written over. `gap` is the sentence
 * that stands where entries are missing.
 */
export function* logText({entries, gaps}: LogExcerpt, gap: string): Iterable<string> {
	for (const entry of entries) {
		if (gaps.has(entry)) {
			yield `--- ${gap} ---`;
		}

		const [first = '', ...more] = messageLines(entry);
		yield `${head(entry)} ${first}`.trimEnd();

		for (const line of more) {
			yield `${indent}${line}`;
		}
	}
}

function head({at, level, nodeId}: LogEntry): string {
	const node = nodeId?.safe ?? '';
	return [
		(at === null ? '' : localTime(at)).padEnd(timeWidth),
		(level?.safe ?? '').toUpperCase().padEnd(levelWidth),
		(/^\d+$/.test(node) ? `n${node}` : node).padEnd(nodeWidth),
	].join(' ');
}

/** The message, else the event's type; and the step of the node where the message does not tell it. */
function messageLines({message, eventType, step}: LogEntry): readonly string[] {
	const text = message.exact === '' ? (eventType?.exact ?? '') : message.exact;
	const count = step === null ? '' : `${step.value}/${step.max}`;
	const whole = count === '' || text.includes(count) ? text : `${text} ${count}`;
	return whole
		.replace(/[\r\n]+$/, '')
		.split(/\r\n|\r|\n/)
		.map(line => cleanProse(line));
}
