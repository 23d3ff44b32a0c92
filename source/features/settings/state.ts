/** What the user can give a value during a session: the settings, and `sync`, which completes the history. */
export const liveSettings = [
	'profile',
	'theme',
	'language',
	'interval',
	'sort',
	'filter',
	'sync',
] as const;
export type Setting = (typeof liveSettings)[number];
