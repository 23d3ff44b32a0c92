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
	'view',
	'save-view',
	'fold',
	'delete-view',
] as const;
export type Setting = (typeof liveSettings)[number];

/** The settings that an effect changes, since they are not part of the state. */
export type SystemSetting = Extract<Setting, 'profile' | 'theme' | 'language' | 'interval'>;
