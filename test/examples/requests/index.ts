import type {RequestStatistics} from '../../../source/core/service-state.ts';
import {toggleOverlay} from '../../../source/features/panes/index.ts';
import type {Feature} from '../../../source/store/feature.ts';
import {bind} from '../../../source/store/keys/binding.ts';
import type {Transition} from '../../../source/store/transition.ts';
import {requestsEn, requestsZh} from './messages.ts';

declare module '../../../source/store/registry.ts' {
	interface Commands {
		requests: NoArguments;
		'count-again': NoArguments;
	}

	interface Actions {
		requestsCounted: {readonly statistics: RequestStatistics};
	}

	interface Effects {
		/** `requestsCounted` reports the result. */
		countRequests: NoArguments;
	}

	interface StateParts {
		/** Null before the first count. */
		requests: RequestStatistics | null;
	}

	interface Overlays {
		requests: {readonly state: NoArguments; readonly model: RequestStatistics | null};
	}
}

/** How many requests this session has sent. */
export const requests = {
	commands: {
		requests(state): Transition {
			const toggled = toggleOverlay(state, {kind: 'requests', scrollTop: 0});
			const isOpen = toggled.view.overlay?.kind === 'requests';
			return {state: toggled, effects: isOpen ? [{type: 'countRequests'}] : []};
		},
		'count-again': state => ({state, effects: [{type: 'countRequests'}]}),
	},
	bindings: [
		bind('everywhere', 'requests', ['I']),
		bind('requests', 'count-again', ['space'], {footer: ['space']}),
	],
	words: {
		requests: {en: ['requests', 'requests of this session'], zh: ['请求', '本次会话的请求']},
		'count-again': {en: ['count', 'count again'], zh: ['统计', '重新统计']},
	},
	initial: () => ({state: {requests: null}}),
	actions: {
		requestsCounted: (state, {statistics}) => ({...state, requests: statistics}),
	},
	effects: {
		countRequests(_, {poller, dispatch}) {
			// A replay has no poller.
			if (poller !== undefined) {
				dispatch({type: 'requestsCounted', statistics: poller.statistics()});
			}
		},
	},
	overlays: {requests: state => state.requests},
	overlayKeys: {requests: {title: {en: 'Requests', zh: '请求'}}},
	messages: {requests: {en: requestsEn, zh: requestsZh}},
} satisfies Feature;
