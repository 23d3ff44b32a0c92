import type {SafeText} from '../../core/text/sanitize.ts';
import {dayAndTime} from '../../core/time/calendar.ts';
import type {Duration} from '../../core/time/clock.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {TimedNotice} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import {isUserAction} from '../../store/urgency.ts';
import {withNotice, withView} from '../../store/with-view.ts';
import {wrap} from '../../terminal/wrap-text.ts';
import {keysIn} from '../../ui/key-name.ts';
import {span, type Line} from '../../ui/line.ts';
import {currencyIn} from '../../ui/units.ts';
import {fieldLines} from '../../ui/widgets/fields.ts';
import type {TextOverlay} from '../../ui/widgets/Overlay.tsx';
import {toggleOverlay} from '../panes/index.ts';
import {appNotices} from './notices.ts';
import {copyFor, type ScreenServices} from './screen-services.ts';

export {copyFor, type ScreenServices} from './screen-services.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		quit: NoArguments;
		interrupt: NoArguments;
		suspend: NoArguments;
		redraw: NoArguments;
		notifications: NoArguments;
		mouse: NoArguments;
		notices: NoArguments;
		/** Shows a notice that says where to read how to send messages to chat groups. */
		channels: NoArguments;
		/** Shows a notice. Invoked when Chinese text arrives where no text is typed. */
		'text-in-pane': {readonly text: string};
	}

	interface Overlays {
		notices: {readonly state: NoArguments; readonly model: readonly TimedNotice[]};
	}

	interface Effects {
		/** `runs`: how many run ids the text has. */
		copy: {readonly text: string; readonly what: SafeText; readonly runs?: number};
		leave: {readonly how: 'quit' | 'interrupt'};
		suspend: NoArguments;
		redraw: NoArguments;
	}

	interface Services {
		/** Not set without a screen, where nothing invokes a command. */
		readonly screen: ScreenServices;
	}

	interface StateParts {
		/** The name of the account profile; null without one. */
		profile: SafeText | null;
		/** Whether nothing is kept for the next start. */
		isDemo: boolean;
	}

	interface ViewParts {
		windowBlurred: boolean;
		notificationsOff: boolean;
		/** Whether the program handles the mouse. Otherwise the terminal does, for example to select text. */
		mouse: boolean;
	}

	interface StateOptions {
		profile?: SafeText | null;
		isDemo?: boolean;
		mouse?: boolean;
	}
}

const noticesEn = {title: 'Messages', none: 'No messages yet.'};
const noticesZh: typeof noticesEn = {title: '消息', none: '暂无消息。'};

declare module '../../i18n/messages.ts' {
	interface Messages {
		notices: typeof noticesEn;
	}
}

/** How long a notice takes the place of key hints if no key is pressed. */
const noticeMs: Duration = 5000;

/** After a key or a mouse action, assumes that the terminal window has the focus, whatever the terminal reported. */
const present = (state: State): State => withView(state, {windowBlurred: false});

/** Commands that concern the whole program: quitting, suspending, notices, the mouse, and the focus of the window. */
export const app = {
	commands: {
		notices: state => toggleOverlay(state, {kind: 'notices', scrollTop: 0}),
		quit: state => ({state, effects: [{type: 'leave', how: 'quit'}]}),
		interrupt: state => ({state, effects: [{type: 'leave', how: 'interrupt'}]}),
		suspend: state => ({state, effects: [{type: 'suspend'}]}),
		redraw: state => ({state, effects: [{type: 'redraw'}]}),
		channels: (state, _, at) => withNotice(state, {kind: 'channels'}, at),
		'text-in-pane': (state, _, at) => withNotice(state, {kind: 'text-in-pane'}, at),
		notifications(state, _, at) {
			const on = state.view.notificationsOff;
			return withNotice(withView(state, {notificationsOff: !on}), {kind: 'notifications', on}, at);
		},
		mouse(state, _, at) {
			const mouse = !state.view.mouse;
			return withNotice(withView(state, {mouse}), {kind: 'mouse', on: mouse}, at);
		},
	},
	effects: {
		copy: async ({text, what, runs}, {screen}) => copyFor(screen, text, what, runs),
		leave: ({how}, {screen}) => screen.leave(how),
		suspend: async (_, {screen}) => ((await screen.suspend()) ? null : {kind: 'no-job-control'}),
		redraw: (_, {screen}) => screen.redraw(),
	},
	overlays: {notices: ({view}) => view.notices},
	bindings: [
		bind('everywhere', 'quit', ['q'], {footer: ['q'], when: 'no run', reach: 'overlays'}),
		bind('everywhere', 'interrupt', ['ctrl+c'], {reach: 'prompt'}),
		bind('everywhere', 'suspend', ['ctrl+z'], {reach: 'prompt'}),
		bind('everywhere', 'redraw', ['ctrl+l'], {reach: 'prompt'}),
		bind('everywhere', 'notifications', [], {reach: 'overlays'}),
		bind('everywhere', 'mouse', ['m']),
		bind('everywhere', 'notices', [], {reach: 'overlays'}),
		bind('everywhere', 'channels', [], {reach: 'overlays'}),
	],
	words: {
		quit: {en: ['quit', 'close the overlay, or quit'], zh: ['退出', '关闭弹窗，或退出']},
		interrupt: {en: ['quit', 'quit at once'], zh: ['退出', '立即退出']},
		suspend: {en: ['suspend', 'suspend; fg resumes'], zh: ['挂起', '挂起，用 fg 恢复']},
		redraw: {en: ['redraw', 'redraw the screen'], zh: ['重绘', '重新绘制屏幕']},
		notifications: {
			en: ['notify', 'turn notifications of ended runs on or off'],
			zh: ['通知', '开启或关闭运行结束时的通知'],
		},
		mouse: {
			en: ['mouse', 'turn clicks and the wheel on or off'],
			zh: ['鼠标', '开启或关闭鼠标点击和滚轮'],
		},
		notices: {
			en: ['messages', 'show the latest messages with their times'],
			zh: ['消息', '最近的消息及其时间'],
		},
		channels: {
			en: ['channels', 'tell a group in Feishu, DingTalk, WeCom, Slack …'],
			zh: ['渠道', '在飞书、钉钉、企业微信等的群里通知'],
		},
	},
	notices: appNotices,
	messages: {notices: {en: noticesEn, zh: noticesZh}},
	initial: ({profile = null, isDemo = false, mouse = false}) => ({
		state: {profile, isDemo},
		view: {windowBlurred: false, notificationsOff: false, mouse},
	}),
	actions: {
		clicked: present,
		wheeled: present,
		commandInvoked: present,
		noticeShown: (state, {notice, at}) => withNotice(state, notice, at),
		ticked(state, {at}) {
			const {notice} = state.view;
			const isOver = notice !== null && at - notice.at >= noticeMs;
			return isOver ? withView(state, {notice: null}) : state;
		},
		windowFocusChanged: (state, {focused}) => withView(state, {windowBlurred: !focused}),
	},
	derive: (state, {view}, action) =>
		isUserAction(action) && state.view.notice === view.notice
			? withView(state, {notice: null})
			: state,
	needsTime: ({view}) => view.notice !== null,
} satisfies Feature;

/** The width of a date with a time, and of the gap after it, in cells. */
const timeCells = 16;
const maxRows = 8;

/** The latest notices, the newest first. */
export const noticesText: TextOverlay<readonly TimedNotice[]> = {
	title: (_, {notices}) => notices.title,
	lines(notices, {width, now, appearance}) {
		const {messages} = appearance;
		const lines = notices.flatMap(({notice, at}): readonly Line[] => {
			const sentence = messages.notice(notice, keysIn(appearance), currencyIn(appearance));
			const rows = wrap(sentence, width - timeCells, maxRows).map(row => [span(row)]);
			return fieldLines([{label: dayAndTime(at, now), rows}], timeCells);
		});
		return lines.length === 0 ? [[span(messages.notices.none, 'muted')]] : lines;
	},
};
