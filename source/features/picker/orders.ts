import {phaseOf} from '../../api/wire/responses.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {phaseTexts} from '../../core/order-status.ts';
import type {RunOrder} from '../../core/run-order.ts';
import {idsIn, looksLikeId, type RunOrderId} from '../../core/run.ts';
import type {SavedState} from '../../core/saved-state.ts';
import {parseFilterTerms, type FilterTerm} from '../../core/text/filter-terms.ts';
import {foreignName, foreignTitle} from '../../core/text/sanitize.ts';
import type {State} from '../../store/state.ts';
import type {AccountRun} from '../list-overlay/index.ts';

/** A run whose id alone is known. */
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
export function removedOrders(dropped: SavedState['dropped']): ReadonlyMap<RunOrderId, RunOrder> {
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

/**
 * Returns the runs that the typed text finds, the newest first, and after them the typed ids of other runs. Ids of the
 * usual form find only the runs with these ids.
 */
export const rowsOfOrders = memoizeByObject(
	(
		orders: ReadonlyMap<RunOrderId, RunOrder>,
		text: string,
		runs: State['runs'],
	): readonly AccountRun[] => {
		const ids = typedIds(text);
		const isWhole = ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id));
		const terms = parseFilterTerms(text, Object.keys(fieldTexts));
		const found = [...orders.values()]
			.filter(order => !isWhole && terms.every(term => holdsFor(order, term)))
			.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0));
		const others = ids.filter(id => isWhole || !orders.has(id));
		return [...found, ...others.map(id => orders.get(id) ?? unknownOrder(id))].map(order => ({
			order,
			kept: null,
			isWatched: runs.has(order.id.exact),
		}));
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
	status: ({status, phase}) => [status?.safe, ...phaseTexts(phase)],
	workflow: ({workflowId}) => [workflowId?.safe],
};

function holdsFor(order: RunOrder, term: FilterTerm): boolean {
	const [fields, text] =
		term.kind === 'word' ? [Object.keys(fieldTexts), term.word] : [[term.field], term.value];
	const texts = fields.flatMap(field => fieldTexts[field]?.(order) ?? []);
	const isFound = texts.some(each => each?.toLowerCase().includes(text.toLowerCase()));
	return isFound !== term.isNegated;
}
