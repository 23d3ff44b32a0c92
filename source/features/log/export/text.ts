import type {LogEntry} from '../../../core/log/log-entry.ts';
import {stepText} from '../../../core/step-counter.ts';
import type {LogExcerpt} from './state.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {localTime} from '../../../core/time/local-time.ts';

const timeWidth = localTime(0).length;
const levelWidth = 'ERROR'.length;
const nodeWidth = 'n100'.length;
/** Further lines of a message stand behind this, so that none of them can pose as an entry of its own. */
const indent = '    ';

/**
 * A log as text for people, line by line and without line ends: time, level, node, message; where it is of all runs, the run too, which is
 * named whole, as a file is read where nothing tells short names apart. What cannot be shown is a mark, as on the
 * screen; but a message has all of its lines, and every version of one that was written over. `gap` is the sentence
 * that stands where entries are missing.
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
	const node = nodeId?.safe ?? '';
	return [
		(at === null ? '' : localTime(at)).padEnd(timeWidth),
		...name,
		(level?.safe ?? '').toUpperCase().padEnd(levelWidth),
		(/^\d+$/.test(node) ? `n${node}` : node).padEnd(nodeWidth),
	].join(' ');
}

/** The message, else the event's type; and the step of the node where the message does not tell it. */
function messageLines({message, eventType, step}: LogEntry): readonly string[] {
	const text = message.exact === '' ? (eventType?.exact ?? '') : message.exact;
	const count = stepText(step);
	const whole = count === '' || text.includes(count) ? text : `${text} ${count}`;
	return whole
		.replace(/[\r\n]+$/, '')
		.split(/\r\n|\r|\n/)
		.map(line => cleanProse(line));
}
