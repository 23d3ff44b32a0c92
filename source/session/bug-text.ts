import type {Messages} from '../messages/index.ts';
import {cleanProse} from '../terminal/sanitize.ts';

/** A bug is told with its stack: it is for those who will mend it. Like any text that is not ours, it is cleaned. */
export function bugText(error: unknown, {usage}: Messages): string {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return [usage.bug, ...text.split('\n').map(line => cleanProse(line))].join('\n');
}
