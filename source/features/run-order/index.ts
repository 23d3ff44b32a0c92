import type {RunOrderId} from '../../core/run.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import {runOrderEn, runOrderZh} from './messages.ts';
import {
	copyInputs,
	orderOf,
	readOrders,
	toggleOrder,
	withOrder,
	type OrderModel,
	type OrdersState,
} from './reduce.ts';

export {requestOrders} from './reduce.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		order: NoArguments;
	}

	interface Overlays {
		order: {readonly state: {readonly id: RunOrderId}; readonly model: OrderModel | null};
	}

	interface Notices extends NoticeData<typeof orderNotices> {}

	interface Effects {
		loadOrder: {readonly id: RunOrderId};
		/** Reads the orders of runs for the `order` event, once each, after all other requests. `orderRead` reports each. */
		readOrders: {readonly ids: readonly RunOrderId[]};
	}

	interface StateParts extends OrdersState {}

	interface StateOptions {
		/** Whether to request the order of each run, for the `order` event. */
		reportsOrders?: boolean;
	}
}

const orderNotices = {
	'no-inputs': noticeTexts({
		en: () => 'this run has no known inputs',
		zh: () => '此运行没有已知的输入',
	}),
};

export const runOrder = {
	commands: {order: toggleOrder, copy: copyInputs},
	overlayKeys: {order: {commands: ['copy']}},
	overlays: {
		order(state, {id}) {
			const run = state.runs.get(id);
			return run === undefined ? null : {run, order: orderOf(state, id)};
		},
	},
	bindings: [
		bind('everywhere', 'order', ['i'], {footer: ['i'], selected: 'run', reach: 'overlays'}),
	],
	notices: orderNotices,
	words: {
		order: {en: ['order', 'order and billing'], zh: ['订单', '订单与结算']},
	},
	effects: {
		loadOrder: ({id}, {poller}) => poller?.loadOrder(id),
		readOrders: ({ids}, {poller}) => poller?.readOrders(ids, 1),
	},
	initial: ({reportsOrders = false}) => ({state: {runOrders: new Map(), reportsOrders}}),
	actions: {
		orderLoaded: (state, {id, info}) => withOrder(state, id, {info, problem: null, loading: false}),
		orderFailed: (state, {id, problem}) => withOrder(state, id, {problem, loading: false}),
		orderRead(state, {id, info}) {
			const {reading, info: known} = orderOf(state, id);
			return reading === null
				? state
				: withOrder(state, id, {info: info ?? known, reading: {...reading, isWaiting: false}});
		},
		rewound: (state, {past: {runOrders}}) => ({...state, runOrders}),
		/** After the service has refused the API key, no responses to order requests arrive. */
		denied: state => ({
			...state,
			runOrders: new Map([...state.runOrders].map(([id, one]) => [id, {...one, loading: false}])),
		}),
	},
	derive: (state, _previous, action) => readOrders(state, action),
	messages: {runOrder: {en: runOrderEn, zh: runOrderZh}},
} satisfies Feature;
