import type {Duration} from '../../core/time/clock.ts';
import type {CommandHandler, Feature} from '../../store/feature.ts';
import {bind, bindEach} from '../../store/keys/binding.ts';
import {withNotice} from '../../store/with-view.ts';
import {recordEn, recordZh} from './messages.ts';
import {replayNotices} from './notices.ts';
import {dropRuns, rewind} from './reduce.ts';
import type {ReplayMove} from './state.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		replay: {readonly move: ReplayMove};
	}

	interface Bindings {
		'replay-toggle': true;
		'replay-seek': true;
		'replay-step': true;
	}

	interface FeatureMessages {
		record: typeof recordEn;
	}
}

const seekStepMs: Duration = 10_000;

/** The commands that a replay refuses, because they need the service. */
export const refusedInReplay = ['add', 'drop', 'order', 'poll-now', 'pause'] as const;

/**
 * In a replay, refuses a command that needs the service: shows a notice. Outside a replay, returns null, so that
 * another feature handles the command.
 */
const refuse: CommandHandler<(typeof refusedInReplay)[number]> = (state, _, at) =>
	state.replay === null ? null : withNotice(state, {kind: 'not-in-replay'}, at);

export const replay = {
	commands: {
		replay: (state, {move}) =>
			state.replay === null ? null : {state, effects: [{type: 'replay', move}]},
		add: refuse,
		drop: refuse,
		order: refuse,
		'poll-now': refuse,
		pause: refuse,
	},
	bindings: [
		bind('replay', 'replay-toggle', ['space'], {
			footer: ['space'],
			command: {type: 'replay', move: {kind: 'toggle'}},
		}),
		bindEach('replay', 'replay-seek', {footer: ['left', 'right']}, [
			{keys: ['left'], command: {type: 'replay', move: {kind: 'seek', by: -seekStepMs}}},
			{keys: ['right'], command: {type: 'replay', move: {kind: 'seek', by: seekStepMs}}},
		]),
		bind('replay', 'replay-step', ['.'], {
			footer: ['.'],
			command: {type: 'replay', move: {kind: 'step'}},
		}),
	],
	words: {
		'replay-toggle': {en: ['stop/resume', 'stop or resume'], zh: ['停止或继续', '停止或继续']},
		'replay-seek': {
			en: ['10 s', '10 seconds back or forward', ['10 seconds back', '10 seconds forward']],
			zh: ['10 秒', '后退或前进 10 秒', ['后退 10 秒', '前进 10 秒']],
		},
		'replay-step': {en: ['step', 'go forward by one response'], zh: ['单步', '前进一个响应']},
	},
	actions: {
		runsRemoved: (state, {ids}) => dropRuns(state, ids),
		rewound: (state, {serverState, at}) => rewind(state, serverState, at),
		replayChanged: (state, {replay: changed}) => ({...state, replay: changed}),
	},
	notices: replayNotices,
	messages: {record: {en: recordEn, zh: recordZh}},
} satisfies Feature;
