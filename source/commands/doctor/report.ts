import type {Messages} from '../../i18n/index.ts';
import {alignColumns} from '../../terminal/width.ts';
import type {doctorEn} from './messages.ts';

export type Check = {
	readonly id: keyof typeof doctorEn.checks;
	/** `warn`: the program works, but with limits. `fail`: it does not work. `open`: the check was not possible. */
	readonly state: keyof typeof doctorEn.states;
	/** The result as a sentence. Unless `state` is `ok`, it also contains advice. */
	readonly says: string;
};

const checkIn =
	(state: Check['state']) =>
	(id: Check['id'], says: string): Check => ({id, state, says});
export const ok = checkIn('ok');
export const caution = checkIn('warn');
export const fail = checkIn('fail');
export const open = checkIn('open');

export function doctorText(checks: readonly Check[], {doctor: words}: Messages): string {
	const rows = checks.map(({id, state, says}) => [words.states[state], words.checks[id], says]);
	const lines = alignColumns(rows).map(line => line.trimEnd());
	const count = (wanted: Check['state']): number =>
		checks.filter(({state}) => state === wanted).length;
	return [...lines, '', words.summary(count('fail'), count('warn'))].join('\n');
}
