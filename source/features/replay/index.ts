import type {RunOrderId} from '../../core/run.ts';
import type {CommandHandler, Feature} from '../../store/feature.ts';
import {bind, bindEach} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {withNotice} from '../../store/with-view.ts';
import {recordEn, recordZh, replayNotices} from './messages.ts';
import {dropRuns, rewind, type Replay, type ReplayMove} from './reduce.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		replay: {readonly move: ReplayMove};
	}

	interface Bindings {
		'replay-toggle': true;
		'replay-jump': true;
		'replay-speed': true;
		'replay-step': true;
	}

	interface Actions {
		replayChanged: {readonly replay: Replay};
		/**
		 * The replay jumps back to the time of this action, at which `past` was the state. Each feature restores what the service
		 * had reported by then.
		 */
		rewound: {readonly past: State};
		/** Runs left the list, without a trace: in a replay, or because an MCP server has forgotten them. */
		runsRemoved: {readonly ids: readonly RunOrderId[]};
	}

	interface Effects {
		replay: {readonly move: ReplayMove};
	}

	interface Services {
		/** Undefined outside a replay. */
		readonly player?: {readonly move: (how: ReplayMove) => void};
	}

	interface StateParts {
		/** Null outside a replay. */
		replay: Replay | null;
	}
}

/** The commands that a replay refuses, because they need the service. */
export const refusedInReplay = ['add', 'drop', 'order', 'poll-now', 'pause'] as const;

/** In a replay, refuses what needs the service, with a notice. Else leaves the command to the next feature. */
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
		bindEach('replay', 'replay-jump', {footer: ['left', 'right']}, [
			{keys: ['left'], command: {type: 'replay', move: {kind: 'jump', by: -1}}},
			{keys: ['right'], command: {type: 'replay', move: {kind: 'jump', by: 1}}},
		]),
		bindEach('replay', 'replay-speed', {footer: ['<', '>']}, [
			{keys: ['<'], command: {type: 'replay', move: {kind: 'speed', by: -1}}},
			{keys: ['>'], command: {type: 'replay', move: {kind: 'speed', by: 1}}},
		]),
		bind('replay', 'replay-step', ['.'], {
			footer: ['.'],
			command: {type: 'replay', move: {kind: 'step'}},
		}),
	],
	words: {
		'replay-toggle': {en: ['stop/resume', 'stop or resume'], zh: ['暂停或继续', '暂停或继续']},
		'replay-jump': {
			en: ['jump', 'a tenth back or forward', ['a tenth back', 'a tenth forward']],
			zh: ['跳转', '后退或前进十分之一', ['后退十分之一', '前进十分之一']],
		},
		'replay-speed': {
			en: ['speed', 'slower or faster', ['slower', 'faster']],
			zh: ['速度', '减慢或加快', ['减慢', '加快']],
		},
		'replay-step': {en: ['step', 'go forward by one response'], zh: ['单步', '前进一个响应']},
	},
	effects: {replay: ({move}, {player}) => player?.move(move)},
	initial: () => ({state: {replay: null}}),
	actions: {
		runsRemoved: (state, {ids}) => dropRuns(state, ids),
		rewound: (state, {at}) => rewind(state, at),
		replayChanged: (state, {replay: changed}) => ({...state, replay: changed}),
	},
	notices: replayNotices,
	messages: {record: {en: recordEn, zh: recordZh}},
} satisfies Feature;
