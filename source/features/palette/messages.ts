import type {BindingId} from '../../store/keys/binding.ts';
import type {Setting} from '../settings/state.ts';
import type {Notice} from '../notices/notice.ts';

type PaletteNotice = Extract<
	Notice,
	{kind: 'no-command' | 'set' | 'not-set' | 'profile' | 'no-profile' | 'no-profiles'}
>;

/** The directions of a command, in the order of its bindings. */
type Directions = Partial<Record<BindingId, readonly string[]>>;

const directionsEn: Directions = {
	move: ['one line up', 'one line down'],
	'half-page': ['half a page up', 'half a page down'],
	page: ['one page up', 'one page down'],
	ends: ['to the start', 'to the end'],
	'next-pane': ['next pane', 'previous pane'],
	'pane-n': ['to the runs', 'to the run', 'to the log', 'to the outputs'],
	'next-hit': ['next hit', 'previous hit'],
	'next-error': ['next error', 'previous error'],
	'next-node': ['previous node', 'next node'],
	sideways: ['scroll long lines left', 'scroll long lines right'],
	'replay-seek': ['10 seconds back', '10 seconds forward'],
};

const directionsZh: Directions = {
	move: ['上移一行', '下移一行'],
	'half-page': ['上翻半页', '下翻半页'],
	page: ['上翻一页', '下翻一页'],
	ends: ['到开头', '到末尾'],
	'next-pane': ['下一个窗格', '上一个窗格'],
	'pane-n': ['到运行列表', '到运行详情', '到日志', '到输出'],
	'next-hit': ['下一处匹配', '上一处匹配'],
	'next-error': ['下一个错误', '上一个错误'],
	'next-node': ['上一个节点', '下一个节点'],
	sideways: ['长行向左滚动', '长行向右滚动'],
	'replay-seek': ['后退 10 秒', '前进 10 秒'],
};

type SettingWords = {
	readonly word: string;
	readonly long: string;
	/** The placeholder of a free value; empty where there is a list of choices. */
	readonly value: string;
};

const settingsEn: Readonly<Record<Setting, SettingWords>> = {
	profile: {word: 'profile', long: 'switch to the account of another profile', value: ''},
	theme: {word: 'theme', long: 'change the theme', value: ''},
	language: {word: 'language', long: 'change the language', value: ''},
	interval: {
		word: 'interval',
		long: 'pause between two polls of a running run',
		value: 'SECONDS',
	},
	sort: {word: 'sort', long: 'sort the runs by a column', value: ''},
	filter: {word: 'filter', long: 'filter the runs', value: 'TEXT'},
};

const settingsZh: typeof settingsEn = {
	profile: {word: '账户配置', long: '切换到另一个账户配置的账户', value: ''},
	theme: {word: '配色', long: '切换配色', value: ''},
	language: {word: '语言', long: '切换语言', value: ''},
	interval: {word: '间隔', long: '运行中的运行两次查询之间的间隔', value: '秒数'},
	sort: {word: '排序', long: '按某一列排序运行', value: ''},
	filter: {word: '筛选', long: '筛选运行', value: '文字'},
};

function noticeEn(notice: PaletteNotice): string {
	switch (notice.kind) {
		case 'no-command':
			return `there is no command "${notice.text}"`;
		case 'set':
			return `${settingsEn[notice.setting].word} set to ${notice.value} for this session`;
		case 'not-set':
			return `${settingsEn[notice.setting].word} cannot be "${notice.value}"`;
		case 'profile':
			return notice.name === null
				? 'watching without a profile'
				: `watching with profile ${notice.name}`;
		case 'no-profile':
			return notice.why;
		case 'no-profiles':
			return 'no profiles yet: add "profiles": {"work": {}} to the config (chenyu-top config)';
	}
}

function noticeZh(notice: PaletteNotice): string {
	switch (notice.kind) {
		case 'no-command':
			return `没有名为“${notice.text}”的命令`;
		case 'set':
			return `${settingsZh[notice.setting].word}已设为 ${notice.value}（仅本次会话）`;
		case 'not-set':
			return `${settingsZh[notice.setting].word}不能是“${notice.value}”`;
		case 'profile':
			return notice.name === null
				? '正在监控，未使用账户配置'
				: `正在使用账户配置 ${notice.name} 监控`;
		case 'no-profile':
			return notice.why;
		case 'no-profiles':
			return '暂无账户配置：请在配置中添加 "profiles": {"work": {}}（chenyu-top config）';
	}
}

/** The texts of the palette and of its settings. */
export const paletteEn = {
	title: 'Commands',
	directions: directionsEn,
	settings: settingsEn,
	none: 'No command matches. Delete some text, or press esc.',
	notice: noticeEn,
	/** Why the profile cannot be switched. */
	noSwitch: {
		demo: 'the demo has its own account; restart without --demo to use a profile',
		recording: 'one account is being recorded; restart without --record to use another profile',
	},
};

export const paletteZh: typeof paletteEn = {
	title: '命令',
	directions: directionsZh,
	settings: settingsZh,
	none: '没有匹配的命令。请删去一些文字，或按 esc。',
	notice: noticeZh,
	noSwitch: {
		demo: '演示有自己的账户；要使用账户配置，请去掉 --demo 重新启动',
		recording: '正在录制一个账户；要使用其他账户配置，请去掉 --record 重新启动',
	},
};
