import {cleanProse} from '../core/text/sanitize.ts';
import type {Messages} from '../i18n/index.ts';

export function bugText(error: unknown, {usage}: Messages): string {
	const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
	return [usage.bug, ...text.split('\n').map(line => cleanProse(line))].join('\n');
}
