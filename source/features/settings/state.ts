/** What the palette accepts with a value: settings, and commands with an argument, such as `label` or `save-view`. */
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
