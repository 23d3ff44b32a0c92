import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import {parseInterval} from '../../core/time/duration.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {CommandOf} from '../../store/command.ts';
import type {EffectOf} from '../../store/effect.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {Notice} from '../../store/notice.ts';
import type {Services} from '../../store/registry.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {sortText} from '../runs/index.ts';

/** What the palette accepts with a value: settings, and commands with an argument, such as `label` or `save-view`. */
export type Setting = keyof Messages['palette']['settings'];

/** The settings that an effect changes, since they are not part of the state. */
type SystemSetting = Extract<Setting, 'theme' | 'language' | 'interval'>;

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
		set: reduceSet,
		'save-settings'(state) {
			const {columns, mouse} = state.view;
			const values = {columns, sort: sortText(state.saved.sort), mouse};
			return {state, effects: [{type: 'saveSettings', values}]};
		},
	},
	effects: {
		set: changeSetting,
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

/** Settings of the state are changed by their features. An effect changes the others, and shows a notice with the result. */
function reduceSet(state: State, {setting, value}: CommandOf<'set'>, at: Instant): HandlerResult {
	if (state.replay !== null && setting === 'interval') {
		return withNotice(state, {kind: 'not-in-replay'}, at);
	}

	return {state, effects: [{type: 'set', setting: setting as SystemSetting, value}]};
}

async function changeSetting(
	{setting, value}: EffectOf<'set'>,
	services: Services,
): Promise<Notice> {
	const isSet =
		setting === 'interval'
			? setPollInterval(value, services)
			: services.screen.setAppearance({[setting]: value});
	return {kind: isSet ? 'set' : 'not-set', setting, value: cleanName(value)};
}

/** `value`: the number of seconds that the user typed. Returns false for an invalid one. */
function setPollInterval(value: string, {poller}: Services): boolean {
	const interval = parseInterval(value);

	if (interval !== null) {
		poller?.setPollInterval(interval);
	}

	return interval !== null;
}
