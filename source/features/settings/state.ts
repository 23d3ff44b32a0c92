import type {Messages} from '../../i18n/messages.ts';

/** What the palette accepts with a value: settings, and commands with an argument, such as `label` or `save-view`. */
export type Setting = keyof Messages['palette']['settings'];

/** The settings that an effect changes, since they are not part of the state. */
export type SystemSetting = Extract<Setting, 'profile' | 'theme' | 'language' | 'interval'>;
