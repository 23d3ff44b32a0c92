import {cleanName} from '../../core/text/sanitize.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {sortText} from '../runs/index.ts';

/** What the palette accepts with a value: settings, and commands with an argument, such as `label` or `save-view`. */
export type Setting = keyof Messages['palette']['settings'];

/** The settings that an effect changes, since they are not part of the state. */
type SystemSetting = Extract<Setting, 'theme' | 'language'>;

declare module '../../store/registry.ts' {
	interface Commands {
		set: {readonly setting: Setting; readonly value: string};
		'save-settings': NoArguments;
	}

	interface Effects {
		saveSettings: {readonly values: Readonly<Record<string, unknown>>};
		set: {readonly setting: SystemSetting; readonly value: string};
	}
}

export const settings = {
	commands: {
		// Settings of the state are changed by their features. An effect changes the others.
		set: (state, {setting, value}) => ({
			state,
			effects: [{type: 'set', setting: setting as SystemSetting, value}],
		}),
		'save-settings'(state) {
			const {columns, mouse} = state.view;
			const values = {columns, sort: sortText(state.saved.sort), mouse};
			return {state, effects: [{type: 'saveSettings', values}]};
		},
	},
	effects: {
		set: ({setting, value}, {screen}) =>
			Promise.resolve({
				kind: screen.setAppearance({[setting]: value}) ? 'set' : 'not-set',
				setting,
				value: cleanName(value),
			}),
		saveSettings: async ({values}, {screen}) => ({
			kind: 'settings-saved',
			...(await screen.saveSettings(values)),
		}),
	},
	bindings: [bind('everywhere', 'save-settings', [])],
	words: {
		'save-settings': {
			en: ['save-settings', 'write language, theme, columns, sort, mouse to the config'],
			zh: ['保存设置', '把语言、配色、列、排序和鼠标写入配置文件'],
		},
	},
} satisfies Feature;
