import type {LogEntry} from '../../../core/log/log-entry.ts';
import {stepText} from '../../../core/step-counter.ts';
import type {LogExcerpt} from './state.ts';
import {cleanProse} from '../../../core/text/sanitize.ts';
import {localTime} from '../../../core/time/local-time.ts';

const timeWidth = localTime(0).length;
const levelWidth = 'ERROR'.length;
const nodeWidth = 'n100'.length;
/** Indent of the second and further lines of a message, so that these lines do not look like entries. */
const indent = '    ';

/**
 * Yields a log as plain text lines without line ends. A line has the time, the run id (only in a log of all runs),
 * the level, the node and the message. Control characters become visible marks. `gap`: the text for missing entries.
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

/**
 * Returns the lines of the message, or of the event type if the message is empty. Appends the step of the node if the
 * text does not contain it.
 */
function messageLines({message, eventType, step}: LogEntry): readonly string[] {
	const text = message.exact === '' ? (eventType?.exact ?? '') : message.exact;
	const count = stepText(step);
	const whole = count === '' || text.includes(count) ? text : `${text} ${count}`;
	return whole
		.replace(/[\r\n]+$/, '')
		.split(/\r\n|\r|\n/)
		.map(line => cleanProse(line));
}
