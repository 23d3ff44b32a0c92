import {memoizeByObject} from '../../core/memoize.ts';
import {phaseWords} from '../../core/order-status.ts';
import {idsIn, looksLikeId} from '../../core/run-ids.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {parseFilterTerms, type FilterTerm, type InvalidTerm} from '../../core/text/filter-terms.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';

/** A row of a list of runs that are not in the run list, or of runs that already are (`isWatched`). */
export type OrderRow = {readonly order: RunOrder; readonly isWatched: boolean};

export function orderId({order}: OrderRow): RunOrderId {
	return order.id.exact;
}

/** A run of which only the id is known. */
export function unknownOrder(id: RunOrderId): RunOrder {
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

/**
 * Returns the runs that the typed text finds, the newest first, and after them the typed ids of other runs. Ids of the
 * usual form find only the runs with these ids.
 */
export function rowsOfOrders(
	orders: ReadonlyMap<RunOrderId, RunOrder>,
	{view, runs}: Pick<State, 'view' | 'runs'>,
): readonly OrderRow[] {
	return foundOrders(orders, view.prompt?.text.trim() ?? '').map(order => ({
		order,
		isWatched: runs.has(order.id.exact),
	}));
}

const foundOrders = memoizeByObject(
	(orders: ReadonlyMap<RunOrderId, RunOrder>, text: string): readonly RunOrder[] => {
		const ids = typedIds(text);

		if (ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id))) {
			return ids.map(id => orders.get(id) ?? unknownOrder(id));
		}

		const clauses = parseFilterTerms(text, Object.keys(fieldTexts));
		const found = [...orders.values()].filter(order =>
			clauses.every(terms => terms.some(term => holdsFor(order, term))),
		);
		return [
			...found.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)),
			...ids.filter(id => !orders.has(id)).map(unknownOrder),
		];
	},
);

/** Returns the ids in the text; none if another word is in it, since the text then filters the list. */
export function typedIds(text: string): readonly RunOrderId[] {
	const words = idsIn(text);
	return words.every(looksLikeId) ? words : [];
}

/** The texts of a run that a term like `status:failed` searches, by field. A word searches all of them. */
const fieldTexts: Readonly<Record<string, (order: RunOrder) => readonly (string | undefined)[]>> = {
	id: ({id}) => [id.safe],
	title: ({title}) => [title?.safe],
	status: ({status, phase}) => [status?.safe, ...phaseWords(phase)],
	workflow: ({workflowId}) => [workflowId?.safe],
};

function holdsFor(order: RunOrder, term: FilterTerm | InvalidTerm): boolean {
	if (term.kind === 'wrong' || term.kind === 'misspelt') {
		return false;
	}

	const [fields, text] =
		term.kind === 'word' ? [Object.keys(fieldTexts), term.word] : [[term.field], term.value];
	const texts = fields.flatMap(field => fieldTexts[field]?.(order) ?? []);
	const isFound = texts.some(each => each?.toLowerCase().includes(text.toLowerCase()));
	return isFound !== term.isNegated;
}
