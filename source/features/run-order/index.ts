import type {Problem} from '../../core/problem.ts';
import {chargedAmount, type OrderInfo} from '../../core/run-order.ts';
import {hasEnded, wasPolled, watchedRuns, type Run, type RunOrderId} from '../../core/run.ts';
import {visibleJson} from '../../core/text/json-text.ts';
import {cleanProse, type ForeignText} from '../../core/text/sanitize.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {Action} from '../../store/action.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {State} from '../../store/state.ts';
import type {HandlerResult, Transition} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {copyFor} from '../app/index.ts';
import {toggleOverlay} from '../panes/index.ts';
import {selectedRun} from '../runs/index.ts';
import {runOrderEn, runOrderZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		order: NoArguments;
	}

	interface Overlays {
		order: {readonly state: {readonly id: RunOrderId}; readonly model: OrderModel | null};
	}

	interface Notices extends NoticeData<typeof orderNotices> {}

	interface Effects {
		copyInputs: {readonly text: string};
		loadOrder: {readonly id: RunOrderId};
		/** Loads the orders of runs for the `order` event, once each, after all other requests. */
		readOrders: {readonly ids: readonly RunOrderId[]};
	}

	interface StateParts {
		runOrders: ReadonlyMap<RunOrderId, OrderState>;
		/** Whether the order of each watched run is read for the `order` event. */
		reportsOrders: boolean;
	}

	interface StateOptions {
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
			const workflow = state.workflows.get(run?.execution?.workflowId?.exact ?? '');
			const costNotice = workflow?.externalCostNotice ?? null;
			return run === undefined ? null : {run, order: orderOf(state, id), costNotice};
		},
	},
	bindings: [bind('everywhere', 'order', ['i'], {selected: 'run', reach: 'overlays'})],
	notices: orderNotices,
	words: {
		order: {en: ['order', 'order and billing'], zh: ['订单', '订单与结算']},
	},
	effects: {
		copyInputs: async ({text}, {screen}) =>
			copyFor(screen, text, cleanProse(screen.messages.runOrder.what)),
		loadOrder: ({id}, {poller}) => poller?.loadOrder(id),
		readOrders: ({ids}, {poller}) => poller?.readOrders(ids, 1),
	},
	initial: ({reportsOrders = false}) => ({state: {runOrders: new Map(), reportsOrders}}),
	actions: {
		orderLoaded: (state, {id, info}) =>
			withOrders(state, [id], {info, problem: null, loading: false}),
		orderFailed: (state, {id, problem}) => withOrders(state, [id], {problem, loading: false}),
		rewound: (state, {past: {runOrders}}) => ({...state, runOrders}),
		/** After the service has refused the API key, no responses to order requests arrive. */
		denied: state => withOrders(state, [...state.runOrders.keys()], {loading: false}),
	},
	derive: (state, _previous, action) => readOrders(state, action),
	messages: {runOrder: {en: runOrderEn, zh: runOrderZh}},
} satisfies Feature;

/** `info`: from the latest successful response; null before it. `problem`: why the latest request failed. */
export type OrderState = {
	readonly info: OrderInfo | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
	/** The latest reading for the `order` event; null before it. `afterEnd`: how often it was read since the run ended. */
	readonly reading: {readonly at: Instant; readonly afterEnd: number} | null;
};

export type OrderModel = {
	readonly run: Run;
	readonly order: OrderState;
	/** What the workflow says about further costs. */
	readonly costNotice: ForeignText | null;
};

export const notLoaded: OrderState = {
	info: null,
	loading: false,
	problem: null,
	reading: null,
};

/** The maximum number of times that an order is read after the end of its run, until it contains the charged amount. */
const maxAfterEnd = 3;
/** The minimum time between two of these requests. */
const pause: Duration = 10_000;

export function orderOf({runOrders}: Pick<State, 'runOrders'>, id: RunOrderId): OrderState {
	return runOrders.get(id) ?? notLoaded;
}

function withOrders(state: State, ids: readonly RunOrderId[], change: Partial<OrderState>): State {
	const changed = ids.map(id => [id, {...orderOf(state, id), ...change}] as const);
	return ids.length === 0
		? state
		: {...state, runOrders: new Map([...state.runOrders, ...changed])};
}

function toggleOrder(state: State): HandlerResult {
	const run = selectedRun(state);

	if (run === null) {
		return state;
	}

	const toggled = toggleOverlay(state, {kind: 'order', id: run.id, scrollTop: 0});
	return toggled.view.overlay === null ? toggled : requestOrders(toggled, [run.id]);
}

/** Requests the orders of runs, except those whose request is waiting. */
export function requestOrders(state: State, ids: readonly RunOrderId[]): Transition {
	const wanted = state.denied === null ? ids.filter(id => !orderOf(state, id).loading) : [];
	return {
		state: withOrders(state, wanted, {loading: true}),
		effects: wanted.map(id => ({type: 'loadOrder', id})),
	};
}

/** Copies the inputs of the run whose order is open as a JSON object. Null if no order is open. */
function copyInputs(state: State, _command: object, at: Instant): HandlerResult | null {
	const {overlay} = state.view;

	if (overlay?.kind !== 'order') {
		return null;
	}

	const {info} = orderOf(state, overlay.id);
	const inputs = info?.inputs ?? state.runs.get(overlay.id)?.inputs ?? [];
	const rows = inputs.map(
		({key, value}) => `\t${visibleJson(key.exact)}: ${visibleJson(value.exact)}`,
	);
	const text = `{\n${rows.join(',\n')}\n}`;
	return rows.length === 0
		? withNotice(state, {kind: 'no-inputs'}, at)
		: {state, effects: [{type: 'copyInputs', text}]};
}

/**
 * For the `order` event, reads the order of each run once after every run was polled, and again after its end. That
 * depends on responses alone, so that no timer delays the end of the watch.
 */
export function readOrders(state: State, action: Action): HandlerResult {
	const isAnswer = action.type === 'orderLoaded' || action.type === 'orderFailed';

	if (!state.reportsOrders || (action.type !== 'polled' && !isAnswer)) {
		return state;
	}

	const {at} = action;
	const runs = watchedRuns(state.runs);
	const due = runs.every(wasPolled)
		? runs.filter(run => isDue(run, orderOf(state, run.id), at))
		: [];
	const loading = due.map(run => {
		const order = orderOf(state, run.id);
		const afterEnd = hasEnded(run) ? (order.reading?.afterEnd ?? 0) + 1 : 0;
		return [run.id, {...order, loading: true, reading: {at, afterEnd}}] as const;
	});
	return due.length === 0
		? state
		: {
				state: {...state, runOrders: new Map([...state.runOrders, ...loading])},
				effects: [{type: 'readOrders', ids: due.map(({id}) => id)}],
			};
}

function isDue(run: Run, {info, loading, reading}: OrderState, at: Instant): boolean {
	if (run.execution === null || loading || reading === null) {
		return run.execution !== null && !loading;
	}

	const {afterEnd} = reading;
	const isCharged = info !== null && chargedAmount(info) !== null;
	const isPaused = afterEnd > 0 && at < reading.at + pause;
	return hasEnded(run) && !isCharged && afterEnd < maxAfterEnd && !isPaused;
}
