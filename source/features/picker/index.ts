import {phaseOf} from '../../api/wire/responses.ts';
import {listedOrder, listedRunId, type ListedRun} from '../../core/listed-run.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {Problem} from '../../core/problem.ts';
import type {RunOrder, RunOrderPage} from '../../core/run-order.ts';
import {directionOf, pageAfter, type ListDirection} from '../../core/run-pages.ts';
import {idsIn, looksLikeId, type RunOrderId} from '../../core/run.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {foreignName, foreignTitle} from '../../core/text/sanitize.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {State} from '../../store/state.ts';
import {andThen, type HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {listOverlay, type ListModel, type ListState} from '../list-overlay/index.ts';
import {withListedQuotes} from '../money/index.ts';
import {filterRuns, reduceRunsAdded, saveAdded, selectRun} from '../runs/index.ts';
import {pickerEn, pickerZh} from './messages.ts';

/** The part of the account's run list that has been read. */
type PickerLoad = {
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
	/** Whether the orders are those of runs that were removed from the list. */
	readonly isOfRemoved: boolean;
};

/** The number of runs up to which pages load until the matches fill the screen; beyond it, one page loads per key. */
const maxUnasked = 1000;

const initialLoad: PickerLoad = {
	orders: new Map(),
	total: null,
	direction: 'none',
	nextPage: 1,
	loading: false,
	problem: null,
	isOfRemoved: false,
};

declare module '../../store/registry.ts' {
	interface Commands {
		add: NoArguments;
		/** Lists the runs that were removed from the list, also in earlier sessions, to bring them back. */
		removed: NoArguments;
	}

	interface Overlays {
		picker: {
			readonly state: ListState & PickerLoad;
			readonly model: ListModel<ListedRun> & {readonly isDenied: boolean};
		};
	}

	interface Effects {
		loadListPage: {readonly page: number};
	}

	interface Prompts {
		add: NoArguments;
	}
}

const {select, ...list} = listOverlay<'picker', ListedRun>({
	kind: 'picker',
	purpose: 'add',
	rows: pickerRows,
	idOf: listedRunId,
	rowsAbove: 2,
	rowsBelow: 1,
	submit(state, {overlay, targets}, at): HandlerResult {
		const {orders, filter, marked} = overlay;
		const ids = typedIds(filter);
		const rows = pickerRows(state, overlay);
		const chosen =
			marked.size > 0
				? [...marked].flatMap(id => orders.get(id) ?? [])
				: // If the list has only what was typed, all of it.
					(rows.every(run => ids.includes(listedRunId(run))) ? rows : targets).map(
						({id}) => orders.get(id.exact) ?? unknownOrder(id.exact),
					);
		return chosen.length > 0 ? addOrders(list.close(state), chosen, at) : state;
	},
	changed: (state): HandlerResult => loadMore(state, Infinity),
});

/** Runs of the account, to be chosen or named by their ids. */
export const picker = {
	...list,
	commands: {
		...list.commands,
		add: state => list.open(state, initialLoad),
		removed(state, _, at) {
			const orders = removedOrders(state.saved.dropped);
			return orders.size === 0
				? withNotice(state, {kind: 'none-removed'}, at)
				: list.open(state, {...initialLoad, orders, nextPage: null, isOfRemoved: true});
		},
	},
	overlays: {
		picker: (state, overlay) => ({...select(state, overlay), isDenied: state.denied !== null}),
	},
	bindings: [
		bind('everywhere', 'add', ['a'], {footer: ['a'], when: 'no run', reach: 'overlays'}),
		bind('everywhere', 'removed', []),
	],
	words: {
		add: {en: ['add', 'add runs by id or from a list'], zh: ['添加', '按单号或从列表添加运行']},
		removed: {
			en: ['removed', 'list removed runs to bring back'],
			zh: ['已移除', '列出已移除的运行，可恢复'],
		},
	},
	effects: {loadListPage: ({page}, {poller}) => poller?.loadListPage(page)},
	actions: {
		...list.actions,
		pageLoaded(state, {page, response}) {
			const overlay = list.opened(state);
			return overlay?.nextPage === page
				? loadMore(
						list.keepInPlace(list.withList(state, addPage(overlay, page, response)), state),
						maxUnasked,
					)
				: state;
		},
		// The page is requested again when the user moves the selection or types something.
		pageFailed: (state, {page, problem}) =>
			list.opened(state)?.nextPage === page
				? list.withList(state, {loading: false, problem})
				: state,
		// After the API key was rejected, no response will arrive.
		denied: state => list.withList(state, {loading: false}),
	},
	messages: {picker: {en: pickerEn, zh: pickerZh}},
} satisfies Feature;

function addPage(load: PickerLoad, page: number, response: RunOrderPage): Partial<PickerLoad> {
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
	};
}

/** Loads the next page if the selection is near the end of the loaded runs, and these are fewer than `limit`. */
function loadMore(state: State, limit: number): HandlerResult {
	const load = list.opened(state);
	return load === null ||
		load.loading ||
		load.nextPage === null ||
		load.orders.size >= limit ||
		state.denied !== null ||
		!list.isNearEnd(state)
		? state
		: {
				state: list.withList(state, {loading: true}),
				effects: [{type: 'loadListPage', page: load.nextPage}],
			};
}

/** Watches runs, and selects the first of them that was not watched before. */
function addOrders(state: State, orders: readonly RunOrder[], at: Instant): HandlerResult {
	const ids = orders.map(({id}) => id.exact);
	const fresh = ids.filter(id => !state.runs.has(id));
	const notice = {kind: 'added', count: fresh.length, already: ids.length - fresh.length} as const;
	const saved = withNotice(saveAdded(state, ids), notice, at);
	return andThen(reduceRunsAdded(withListedQuotes(saved, orders), orders, at), added =>
		selectRun(added, fresh[0] ?? ids[0] ?? null),
	);
}

/** How often the list is filtered again, for terms like `created:<24h`. */
const refreshMs: Duration = 60_000;

/** Returns a run with only an id. */
function unknownOrder(id: RunOrderId): RunOrder {
	return {
		id: foreignName(id),
		title: null,
		status: null,
		phase: 'other',
		createdAt: null,
		workflowId: null,
		revisionId: null,
		quoteAmount: null,
		finalAmount: null,
	};
}

/** The runs that were removed from the list, the last one first. */
function removedOrders(dropped: SavedState['dropped']): ReadonlyMap<RunOrderId, RunOrder> {
	return new Map(
		[...dropped].toReversed().map(([id, {title, status}]) => [
			id,
			{
				...unknownOrder(id),
				title: title === null ? null : foreignTitle(title),
				status: status === null ? null : foreignName(status),
				phase: phaseOf(status ?? ''),
			},
		]),
	);
}

type Found = {readonly orders: ReadonlyMap<RunOrderId, RunOrder>; readonly filter: string};

/**
 * Returns the runs that the typed text finds, the newest first, and after them the typed ids of other runs. Ids of the
 * usual form find only the runs with these ids.
 */
export function pickerRows({runs, now}: State, {orders, filter}: Found): readonly ListedRun[] {
	return memoizedRows(orders, filter, runs, Math.floor(now / refreshMs));
}

const memoizedRows = memoizeByObject(
	(
		orders: Found['orders'],
		filter: string,
		runs: State['runs'],
		minute: number,
	): readonly ListedRun[] => {
		const ids = typedIds(filter);
		const isWhole = ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id));
		const toRow = (order: RunOrder): ListedRun => ({
			...listedOrder(order),
			run: runs.get(order.id.exact) ?? null,
		});
		const found = isWhole
			? []
			: filterRuns([...orders.values()].map(toRow), filter, minute * refreshMs);
		const others = ids.filter(id => isWhole || !orders.has(id));
		return [
			...found.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)),
			...others.map(id => toRow(orders.get(id) ?? unknownOrder(id))),
		];
	},
);

/** Returns the ids in the text; none if it contains any other word, since the text then filters the list. */
function typedIds(text: string): readonly RunOrderId[] {
	const words = idsIn(text);
	return words.every(looksLikeId) ? words : [];
}
