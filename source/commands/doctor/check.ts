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

/** `warn`: works with limits. `open`: could not be checked. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'open';

/** `says` includes advice unless the state is `ok`. */
export type Check = {readonly id: CheckId; readonly state: CheckState; readonly says: string};
