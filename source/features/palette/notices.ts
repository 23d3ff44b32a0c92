import type {SafeText} from '../../core/text/text.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {Setting} from '../settings/index.ts';
import {paletteEn, paletteZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof paletteNotices> {}
}

type SettingValue = {readonly setting: Setting; readonly value: SafeText};

export const paletteNotices = {
	'no-command': noticeTexts<{readonly text: SafeText}>({
		en: ({text}) => `there is no command "${text}"`,
		zh: ({text}) => `没有名为“${text}”的命令`,
	}),
	set: noticeTexts<SettingValue>({
		en: ({setting, value}) =>
			`${paletteEn.settings[setting].word} set to ${value} for this session`,
		zh: ({setting, value}) => `${paletteZh.settings[setting].word}已设为 ${value}（仅本次会话）`,
	}),
	'not-set': noticeTexts<SettingValue>({
		en: ({setting, value}) => `${paletteEn.settings[setting].word} cannot be "${value}"`,
		zh: ({setting, value}) => `${paletteZh.settings[setting].word}不能是“${value}”`,
	}),
	profile: noticeTexts<{readonly name: SafeText | null}>({
		en: ({name}) =>
			name === null ? 'watching without a profile' : `watching with profile ${name}`,
		zh: ({name}) => (name === null ? '正在监控，未使用账户配置' : `正在使用账户配置 ${name} 监控`),
	}),
	/** `why`: why the account of the profile cannot be opened, as a complete sentence. */
	'no-profile': noticeTexts<{readonly why: string}>({en: ({why}) => why, zh: ({why}) => why}),
	'no-views': noticeTexts({
		en: () => 'none yet: :save-view saves the filter and the sort order',
		zh: () => '暂无视图，可用 :save-view 保存筛选和排序',
	}),
	'no-profiles': noticeTexts({
		en: () => 'none yet: add "profiles": {"work": {}} to the config file',
		zh: () => '暂无账户配置：请在配置文件中添加 "profiles": {"work": {}}',
	}),
};
