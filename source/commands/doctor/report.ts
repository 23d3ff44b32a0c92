import type {Messages} from '../../i18n/index.ts';
import {cellWidth, padOrTruncate} from '../../terminal/width.ts';
import type {doctorEn} from './messages.ts';

/** The result of a check. */
export type Check = {
	readonly id: keyof typeof doctorEn.checks;
	/** `warn`: works with limits. `open`: could not be checked. */
	readonly state: keyof typeof doctorEn.states;
	/** A sentence, with advice unless the state is `ok`. */
	readonly says: string;
};

/** Returns the checks for people, without a final line end. */
export function doctorText(checks: readonly Check[], {doctor: words}: Messages): string {
	const states = Math.max(...Object.values(words.states).map(cellWidth));
	const names = Math.max(...Object.values(words.checks).map(cellWidth));
	const lines = checks.map(
		({id, state, says}) =>
			`${padOrTruncate(words.states[state], states)}  ${padOrTruncate(words.checks[id], names)}  ${says}`,
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
