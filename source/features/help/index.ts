import type {Feature} from '../../store/feature.ts';
import {bind, type KeyPlace} from '../../store/keys/binding.ts';
import type {OverlayKind, OverlayState} from '../../store/overlay.ts';
import {withView} from '../../store/with-view.ts';
import {closeOverlay, paneKeys} from '../panes/index.ts';

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
		detail: 'Details',
		log: 'Log',
		timeline: 'Nodes',
		outputs: 'Outputs',
		prompt: 'Text input',
		replay: 'Replay',
	} satisfies Record<Exclude<KeyPlace, OverlayKind>, string>,
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

const helpZh: typeof helpEn = {
	title: '帮助',
	places: {
		everywhere: '通用',
		runs: '运行',
		detail: '详情',
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
		warning: '数据已过时多久，或警告',
		ascending: '升序',
		descending: '降序',
		above: '上方还有内容',
		below: '下方还有内容',
		sideways: '日志已横向移动',
		gap: '此处缺失部分日志',
		download: '正在保存输出',
		unknown: '未知',
		cached: '取自缓存的节点',
	},
};

declare module '../../store/registry.ts' {
	interface Commands {
		help: NoArguments;
	}

	interface Overlays {
		help: {
			/** `behind`: the overlay that was open before, to which closing the help returns. */
			readonly state: {readonly behind: OverlayState | null};
			/** `place`: whose keys work behind the help. `hasPixels`: as in the state of the outputs. */
			readonly model: {readonly place: KeyPlace; readonly hasPixels: boolean | null};
		};
	}
}

export const help = {
	commands: {
		help(state) {
			const {overlay} = state.view;
			return overlay?.kind === 'help'
				? closeOverlay(state)
				: withView(state, {overlay: {kind: 'help', behind: overlay, scrollTop: 0}});
		},
	},
	overlays: {
		help: ({view, preview, hasPixels}) => ({
			place: preview === null ? paneKeys(view) : 'output',
			hasPixels,
		}),
	},
	bindings: [bind('everywhere', 'help', ['?', 'f1'], {footer: ['?'], reach: 'overlays'})],
	messages: {help: {en: helpEn, zh: helpZh}},
	words: {
		help: {en: ['help', 'list all keys and signs'], zh: ['帮助', '列出所有按键和符号']},
	},
} satisfies Feature;
