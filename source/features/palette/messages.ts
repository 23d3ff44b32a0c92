import type {SafeText} from '../../core/text/text.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {Setting} from '../settings/index.ts';

type SettingWords = {
	readonly word: string;
	readonly long: string;
	/** For a value that the user types, like `SECONDS`. */
	readonly placeholder?: string;
};

const settingsEn = {
	profile: {word: 'profile', long: 'switch to the account of another profile'},
	theme: {word: 'theme', long: 'change the theme'},
	language: {word: 'language', long: 'change the language'},
	interval: {
		word: 'interval',
		long: 'pause between two polls of a running run',
		placeholder: 'SECONDS',
	},
	sort: {word: 'sort', long: 'sort the runs by a column'},
	filter: {word: 'filter', long: 'filter the runs', placeholder: 'TEXT'},
	label: {word: 'label', long: 'name the run, or all marked runs', placeholder: 'TEXT'},
	columns: {
		word: 'columns',
		long: 'columns of the list, like id,title; empty for the usual ones',
		placeholder: 'NAMES',
	},
	view: {word: 'view', long: 'show the runs as saved under a name'},
	'save-view': {
		word: 'save-view',
		long: 'save filter, sort order and columns',
		placeholder: 'NAME',
	},
	fold: {word: 'fold', long: 'one row for each workflow or cause of failure'},
	'delete-view': {word: 'delete-view', long: 'delete a saved view'},
	sync: {word: 'sync', long: 'complete the history of a period like 30d', placeholder: 'PERIOD'},
} satisfies Readonly<Record<string, SettingWords>>;

const settingsZh: Readonly<Record<keyof typeof settingsEn, SettingWords>> = {
	profile: {word: '账户配置', long: '切换到另一个账户配置的账户'},
	theme: {word: '配色', long: '切换配色'},
	language: {word: '语言', long: '切换语言'},
	interval: {word: '间隔', long: '隔多久查询一次运行中的运行', placeholder: '秒数'},
	sort: {word: '排序', long: '按某一列排序运行'},
	filter: {word: '筛选', long: '筛选运行', placeholder: '文字'},
	label: {word: '标签', long: '给此运行或所有标记的运行命名', placeholder: '文字'},
	columns: {word: '列', long: '运行列表的列，如 id,title,cost；留空为默认', placeholder: '列名'},
	view: {word: '视图', long: '按保存的视图显示运行'},
	'save-view': {word: '保存视图', long: '保存当前的筛选、排序和列', placeholder: '名称'},
	fold: {word: '折叠', long: '每个工作流或每种失败原因一行'},
	'delete-view': {word: '删除视图', long: '删除一个已保存的视图'},
	sync: {word: '补全', long: '补全一段时间的历史，如 30d', placeholder: '时间段'},
};

export const paletteEn = {
	title: 'Commands',
	settings: settingsEn as typeof settingsZh,
	none: 'No command matches. Delete some text, or press esc.',
	noSwitch: {
		demo: 'the demo has its own account; restart without --demo to use a profile',
		recording: 'one account is being recorded; restart without --record to use another profile',
	},
};

export const paletteZh: typeof paletteEn = {
	title: '命令',
	settings: settingsZh,
	none: '没有匹配的命令。请删去一些文字，或按 esc。',
	noSwitch: {
		demo: '演示有自己的账户；要使用账户配置，请去掉 --demo 重新启动',
		recording: '正在录制一个账户；要使用其他账户配置，请去掉 --record 重新启动',
	},
};

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
