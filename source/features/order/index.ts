import type {RunOrderId} from '../../core/run.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import {orderEn, orderFieldsEn, orderFieldsZh, orderZh} from './messages.ts';
import {endReading, readOrders} from './read-orders.ts';
import {
	copyInputs,
	selectOrder,
	setOrder,
	stopLoadingOrders,
	toggleOrder,
	type OrderModel,
} from './reduce.ts';

export {requestOrders} from './reduce.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		order: NoArguments;
	}

	interface Overlays {
		order: {readonly state: {readonly id: RunOrderId}; readonly model: OrderModel | null};
	}

	interface FeatureMessages {
		order: typeof orderEn;
		orderFields: typeof orderFieldsEn;
	}

	interface Notices extends NoticeData<typeof orderNotices> {}
}

const orderNotices = {
	'no-inputs': noticeTexts({
		en: () => 'this run has no inputs that are known',
		zh: () => '此运行没有已知的输入',
	}),
};

export const order = {
	commands: {
		order: toggleOrder,
		copy: copyInputs,
	},
	overlays: {order: selectOrder},
	bindings: [bind('everywhere', 'order', ['i'], {footer: ['i'], needs: 'run'})],
	notices: orderNotices,
	words: {
		order: {en: ['order', 'order and billing'], zh: ['订单', '订单与结算']},
	},
	actions: {
		orderLoaded: (state, {id, info}) => setOrder(state, id, {info}),
		orderFailed: (state, {id, problem}) => setOrder(state, id, {problem}),
		orderRead: (state, {id, info}) => endReading(state, id, info),
		denied: state => ({...state, orders: stopLoadingOrders(state.orders)}),
	},
	derive: (state, _previous, action) => readOrders(state, action),
	messages: {
		order: {en: orderEn, zh: orderZh},
		orderFields: {en: orderFieldsEn, zh: orderFieldsZh},
	},
} satisfies Feature;
