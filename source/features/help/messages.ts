import type {Where} from '../../store/keys/binding.ts';
import type {OverlayKind} from '../../store/overlay.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		help: typeof helpEn;
	}
}

export const helpEn = {
	title: 'Help',
	places: {
		everywhere: 'Everywhere',
		runs: 'Runs',
		log: 'Log',
		timeline: 'Nodes',
		outputs: 'Outputs',
		prompt: 'Text input',
		replay: 'Replay',
	} satisfies Record<Exclude<Where, OverlayKind>, string>,
	signsTitle: 'Signs',
	/** The meanings of the signs that the help explains. The signs of states and output kinds are explained by their names. */
	signs: {
		pointer: 'the selected row, or the active pane',
		markedRun: 'a marked run',
		newEnd: 'ended, not looked at yet',
		warning: 'old data and its age, or a warning',
		ascending: 'sorted, smallest first',
		descending: 'sorted, largest first',
		above: 'rows hidden above',
		below: 'rows hidden below',
		sideways: 'the log is moved sideways',
		gap: 'entries are missing in the log',
		download: 'outputs are being saved',
		unknown: 'not known',
		cached: 'a node taken from the cache',
	},
};

export const helpZh: typeof helpEn = {
	title: '帮助',
	places: {
		everywhere: '通用',
		runs: '运行',
		log: '日志',
		timeline: '节点',
		outputs: '输出',
		prompt: '文本输入',
		replay: '回放',
	},
	signsTitle: '符号',
	signs: {
		pointer: '选中的行，或当前窗格',
		markedRun: '已标记的运行',
		newEnd: '已结束，尚未看过',
		warning: '数据已过时及其时长，或警告',
		ascending: '排序，最小的在前',
		descending: '排序，最大的在前',
		above: '上方有隐藏的行',
		below: '下方有隐藏的行',
		sideways: '日志已横向移动',
		gap: '日志此处缺失条目',
		download: '正在保存输出',
		unknown: '未知',
		cached: '取自缓存的节点',
	},
};
