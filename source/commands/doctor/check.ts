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

/** How it stands: all is well, it works but not as it could, or it does not work. Where nothing could be said it is `open`. */
export type CheckState = 'ok' | 'warn' | 'fail' | 'open';

/** What came of one check: how it stands, and a sentence with what to do where it is not well. */
export type Check = {readonly id: CheckId; readonly state: CheckState; readonly says: string};
