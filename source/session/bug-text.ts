import type {Messages} from '../i18n/index.ts';
import {cleanProse} from '../core/text/sanitize.ts';

/** A bug is told with its stack: it is for those who will mend it. Like any text that is not ours, it is cleaned. */
export function bugText(error: unknown, {usage}: Messages): string {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return [usage.bug, ...text.split('\n').map(line => cleanProse(line))].join('\n');
}
