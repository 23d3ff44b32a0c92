import type {FeatureMessages} from '../../store/registry.ts';

/** What the palette accepts with a value: settings, and commands with an argument, such as `label` or `save-view`. */
export type Setting = keyof FeatureMessages['palette']['settings'];

/** The settings that an effect changes, since they are not part of the state. */
export type SystemSetting = Extract<Setting, 'profile' | 'theme' | 'language' | 'interval'>;
