import type {SafeText} from '../../core/text/sanitize.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {Setting} from '../settings/index.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		palette: typeof paletteEn;
	}
}

/** `placeholder`: for a value that the user types, like `SECONDS`. */
type SettingWords = readonly [word: string, long: string, placeholder?: string];

const settingsEn = {
	view: ['view', 'show the runs as saved under a name'],
	'save-view': ['save-view', 'save filter, sort order and columns', 'NAME'],
	label: ['label', 'name the run, or all marked runs', 'TEXT'],
	columns: ['columns', 'like id,title,input.seed; empty for the usual ones', 'NAMES'],
	sort: ['sort', 'sort the runs by a column'],
	filter: ['filter', 'filter the runs', 'TEXT'],
	theme: ['theme', 'change the theme'],
	language: ['language', 'change the language'],
	'delete-view': ['delete-view', 'delete a saved view'],
} satisfies Readonly<Record<string, SettingWords>>;

const settingsZh: Readonly<Record<keyof typeof settingsEn, SettingWords>> = {
	view: ['视图', '切换到已保存的视图'],
	'save-view': ['保存视图', '保存当前的筛选、排序和列', '名称'],
	label: ['标签', '给此运行或已标记的运行加标签', '文字'],
	columns: ['列', '列表的列，如 id,title,input.seed；留空为默认', '列名'],
	sort: ['排序', '按某一列排序'],
	filter: ['筛选', '筛选运行', '文字'],
	theme: ['配色', '切换配色'],
	language: ['语言', '切换语言'],
	'delete-view': ['删除视图', '删除一个已保存的视图'],
};

export const paletteEn = {
	title: 'Commands',
	settings: settingsEn as typeof settingsZh,
	none: 'No command matches. Delete some text, or press esc.',
};

export const paletteZh: typeof paletteEn = {
	title: '命令',
	settings: settingsZh,
	none: '没有匹配的命令。请减少文字，或按 esc。',
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
			`${paletteEn.settings[setting][0]} set to ${value}; :save-settings keeps it`,
		zh: ({setting, value}) =>
			`${paletteZh.settings[setting][0]}已设为 ${value}，:save-settings 可保存`,
	}),
	'not-set': noticeTexts<SettingValue>({
		en: ({setting, value}) => `${paletteEn.settings[setting][0]} cannot be "${value}"`,
		zh: ({setting, value}) => `${paletteZh.settings[setting][0]}不能是“${value}”`,
	}),
	/** `why`: a system error code, `JSON` for an invalid file, or `HOME` without a home folder; null if saved. */
	'settings-saved': noticeTexts<{readonly path: SafeText; readonly why: SafeText | null}>({
		en: ({path, why}) =>
			why ? `${path} cannot be written (${why}); check it and its folder` : `saved in ${path}`,
		zh: ({path, why}) =>
			why ? `无法写入 ${path}（${why}）；请检查该文件及其文件夹` : `设置已保存到 ${path}`,
	}),
};
