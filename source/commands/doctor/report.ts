import type {Messages} from '../../i18n/index.ts';
import {cellWidth} from '../../terminal/width.ts';
import type {Check} from './check.ts';

/** Returns the checks for people, without a final line end. */
export function doctorText(checks: readonly Check[], {doctor: words}: Messages): string {
	const states = Math.max(...Object.values(words.states).map(cellWidth));
	const names = Math.max(...Object.values(words.checks).map(cellWidth));
	const lines = checks.map(
		({id, state, says}) =>
			`${pad(words.states[state], states)}  ${pad(words.checks[id], names)}  ${says}`,
	);
	const count = (wanted: Check['state']): number =>
		checks.filter(({state}) => state === wanted).length;
	return [...lines, '', words.summary(count('fail'), count('warn'))].join('\n');
}

export function doctorJson(checks: readonly Check[]): string {
	return JSON.stringify({ok: !hasFailed(checks), checks});
}

export function hasFailed(checks: readonly Check[]): boolean {
	return checks.some(({state}) => state === 'fail');
}

function pad(text: string, width: number): string {
	return text + ' '.repeat(width - cellWidth(text));
}
