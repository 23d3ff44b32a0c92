/** What the user can give a value during a session: the settings, `label` of a run, and `sync`, which completes the history. */
export const liveSettings = [
	'profile',
	'theme',
	'language',
	'interval',
	'sort',
	'filter',
	'label',
	'columns',
	'sync',
] as const;
export type Setting = (typeof liveSettings)[number];
