/** In the order of the report. */
export const checkIds = [
	'program',
	'config',
	'key',
	'name',
	'reach',
	'clock',
	'certificates',
	'proxy',
	'terminal',
	'locale',
	'folders',
] as const;
export type CheckId = (typeof checkIds)[number];

/** The result of a check: no problem, works with limits, or does not work. `open` if it could not be checked. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'open';

/** A finished check. `says` is a sentence, which advises what to do unless the state is `ok`. */
export type Check = {readonly id: CheckId; readonly state: CheckState; readonly says: string};
