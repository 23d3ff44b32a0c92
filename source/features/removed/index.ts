import {phaseOf} from '../../api/wire/phase.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {foreignName, foreignTitle} from '../../core/text/sanitize.ts';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import type {HandlerResult} from '../../store/transition.ts';
import {withNotice} from '../../store/with-view.ts';
import {listOverlay, type ListModel, type ListState} from '../list-overlay/index.ts';
import {addOrders, orderId, rowsOfOrders, unknownOrder, type OrderRow} from '../picker/index.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		/** Lists the runs that were removed from the list, the last one first, to bring them back. */
		removed: NoArguments;
	}

	interface Overlays {
		removed: {readonly state: ListState; readonly model: ListModel<OrderRow>};
	}
}

const {open, close, select, ...list} = listOverlay<'removed', OrderRow>({
	kind: 'removed',
	purpose: 'removed',
	rows: state => rowsOfOrders(ordersOf(state.saved.dropped), state),
	idOf: orderId,
	rowsAbove: 1,
	submit(state, {overlay, selected}, at): HandlerResult {
		const marked = [...overlay.marked].flatMap(id => ordersOf(state.saved.dropped).get(id) ?? []);
		const orders = marked.length > 0 || selected === null ? marked : [selected.order];
		return orders.length === 0 ? state : addOrders(close(state), orders, at);
	},
});

/** The runs that were removed lately, also in earlier sessions. */
export const removed = {
	...list,
	commands: {
		...list.commands,
		removed: (state, _, at) =>
			state.saved.dropped.size === 0
				? withNotice(state, {kind: 'none-removed'}, at)
				: open(state, {}),
	},
	overlays: {removed: select},
	bindings: [bind('everywhere', 'removed', [])],
	words: {
		removed: {
			en: ['removed', 'list removed runs to bring back'],
			zh: ['已移除', '列出移除的运行以便恢复'],
		},
	},
} satisfies Feature;

/** The time of the creation is that of the removal, by which the list is sorted. */
const ordersOf = memoizeByObject(
	(dropped: SavedState['dropped']): ReadonlyMap<RunOrderId, RunOrder> =>
		new Map(
			[...dropped].map(([id, {droppedAt, title, status}]) => [
				id,
				{
					...unknownOrder(id),
					title: title === null ? null : foreignTitle(title),
					status: status === null ? null : foreignName(status),
					phase: phaseOf(status ?? ''),
					createdAt: droppedAt,
				},
			]),
		),
);
