import type {Problem} from '../../core/problem.ts';
import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter, type ListDirection} from '../../core/run-pages.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {toTransition, type HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {listOverlay, type ListModel, type ListState} from '../list-overlay/index.ts';
import {withListedQuotes} from '../money/index.ts';
import {reduceRunsAdded, saveAdded, select as selectRun} from '../runs/index.ts';
import {pickerEn, pickerZh} from './messages.ts';
import {orderId, rowsOfOrders, typedIds, type OrderRow} from './orders.ts';

/** What has been read of the account's run list. */
export type PickerLoad = {
	/** The loaded runs in the order of the responses, without duplicates. */
	readonly orders: ReadonlyMap<RunOrderId, RunOrder>;
	/** The number of runs in the account; null if unknown. */
	readonly total: number | null;
	/** The sort order in which the service lists runs, detected from the first page. */
	readonly direction: ListDirection;
	/** The number of the next page to load; null if all pages are loaded. */
	readonly nextPage: number | null;
	readonly loading: boolean;
	readonly problem: Problem | null;
	/** The number of pages that may still be loaded before the user presses another key. */
	readonly pagesAhead: number;
};

/** A page has 100 runs. Among 1,000 runs, enough usually match the typed text to fill even a tall screen. */
export const maxPagesAhead = 10;

export const initialLoad: PickerLoad = {
	orders: new Map(),
	total: null,
	direction: 'none',
	nextPage: 1,
	loading: false,
	problem: null,
	pagesAhead: maxPagesAhead,
};

export function addPage(load: PickerLoad, page: number, response: RunOrderPage): PickerLoad {
	const direction = page === 1 ? directionOf(response.orders) : load.direction;
	const added = response.orders.map(order => [order.id.exact, order] as const);
	const orders = new Map([...load.orders, ...added]);
	// A service that ignores the page number repeats its first page.
	const isRepeated = orders.size === load.orders.size;
	return {
		orders,
		direction,
		total: response.total,
		nextPage: isRepeated ? null : pageAfter(page, response, direction),
		loading: false,
		problem: null,
		pagesAhead: load.pagesAhead,
	};
}

export {orderId, rowsOfOrders, unknownOrder, type OrderRow} from './orders.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		add: NoArguments;
	}

	interface Overlays {
		picker: {
			readonly state: ListState & PickerLoad;
			readonly model: ListModel<OrderRow> & {
				readonly load: PickerLoad;
				readonly typedCount: number;
				readonly isDenied: boolean;
			};
		};
	}

	interface FeatureMessages {
		picker: typeof pickerEn;
	}
}

const {open, close, select, withList, opened, keepInPlace, isNearEnd, ...list} = listOverlay<
	'picker',
	OrderRow
>({
	kind: 'picker',
	purpose: 'add',
	rows: (state, {orders}) => rowsOfOrders(orders, state),
	idOf: orderId,
	rowsAbove: 1,
	rowsBelow: 1,
	isMarkable: (_, {isWatched}) => !isWatched,
	submit(state, {overlay, selected}, at): HandlerResult {
		const rows = rowsOfOrders(overlay.orders, state);
		const ids = typedIds(state.view.prompt?.text ?? '');
		const picked =
			overlay.marked.size > 0
				? [...overlay.marked].flatMap(id => overlay.orders.get(id) ?? [])
				: // If the list has only what was typed, all of it.
					ids.length > 0 && rows.every(row => ids.includes(orderId(row)))
					? rows.map(({order}) => order)
					: selected === null
						? []
						: [selected.order];
		return picked.length > 0
			? addOrders(close(state), picked, at)
			: state.view.prompt?.text.trim() === ''
				? close(state)
				: state;
	},
	moved: (state): HandlerResult => loadMore(withList(state, {pagesAhead: maxPagesAhead})),
});

/** Runs of the account, to be chosen or named by their ids. */
export const picker = {
	...list,
	commands: {...list.commands, add: state => open(state, initialLoad)},
	overlays: {
		picker: (state, overlay) => ({
			...select(state, overlay),
			load: overlay,
			typedCount: typedIds(state.view.prompt?.text ?? '').length,
			isDenied: state.denied !== null,
		}),
	},
	bindings: [bind('everywhere', 'add', ['a'], {footer: ['a']})],
	words: {
		add: {en: ['add', 'add runs by id or from a list'], zh: ['添加', '按单号或从列表添加运行']},
	},
	actions: {
		...list.actions,
		pageLoaded(state, {page, response}) {
			const overlay = opened(state);
			return overlay?.nextPage === page
				? loadMore(keepInPlace(withList(state, addPage(overlay, page, response)), state))
				: state;
		},
		// The page is requested again when the user moves the selection or types something.
		pageFailed: (state, {page, problem}) =>
			opened(state)?.nextPage === page
				? withList(state, {loading: false, problem, pagesAhead: 0})
				: state,
		// After the API key was rejected, no response will arrive.
		denied: state => withList(state, {loading: false}),
	},
	messages: {picker: {en: pickerEn, zh: pickerZh}},
} satisfies Feature;

/** Loads the next page if the selection is near the end of the loaded runs, at most `maxPagesAhead` pages for a key. */
function loadMore(state: State): HandlerResult {
	const load = opened(state);
	return load === null ||
		load.loading ||
		load.nextPage === null ||
		load.pagesAhead === 0 ||
		state.denied !== null ||
		!isNearEnd(state)
		? state
		: {
				state: withList(state, {loading: true, pagesAhead: load.pagesAhead - 1}),
				effects: [{type: 'loadListPage', page: load.nextPage}],
			};
}

/** Watches runs, and selects the first of them that was not watched before. */
export function addOrders(state: State, orders: readonly RunOrder[], at: Instant): HandlerResult {
	const ids = orders.map(({id}) => id.exact);
	const fresh = ids.filter(id => !state.runs.has(id));
	const notice = {kind: 'added', count: fresh.length, already: ids.length - fresh.length} as const;
	const saved = withNotice(saveAdded(state, ids), notice, at);
	const added = toTransition(reduceRunsAdded(withListedQuotes(saved, orders), orders, at));
	return {...added, state: selectRun(added.state, fresh[0] ?? ids[0] ?? null)};
}
