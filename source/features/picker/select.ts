import {memoizeByObject} from '../../core/memoize.ts';
import {phaseWords} from '../../core/order-status.ts';
import {idsIn, looksLikeId} from '../../core/run-ids.ts';
import type {RunOrder} from '../../core/run-order.ts';
import type {RunOrderId} from '../../core/run.ts';
import {parseFilterTerms, type FilterTerm, type InvalidTerm} from '../../core/text/filter-terms.ts';
import type {State} from '../../store/state.ts';
import {overlayHeight} from '../panes/index.ts';
import {promptFor} from '../prompt/index.ts';
import {listScrollTop} from '../runs/index.ts';
import type {PickerState} from './state.ts';

/** The number of rows that are not runs: the typed ids above the list, and the loading state below it. */
const otherRows = 2;

export type PickerModel = NonNullable<ReturnType<typeof selectPicker>>;
export type PickerRow = PickerModel['rows'][number];

export function selectPicker(state: State) {
	const {picker, runs, denied, view} = state;

	if (picker === null) {
		return null;
	}

	const {selected, marked, topRun} = picker;
	const orders = pickerRows(state);
	const height = pickerHeight(state);
	const ids = orders.map(({id}) => id.exact);
	const scrollTop = listScrollTop(ids, selected, topRun, height);
	const typedCount = typedIds(state).length;
	return {
		rows: orders.slice(scrollTop, scrollTop + height).map(order => ({
			order,
			selected: order.id.exact === selected,
			marked: marked.has(order.id.exact),
			watched: runs.has(order.id.exact),
		})),
		scrollTop,
		matchingCount: orders.length,
		loadedCount: picker.orders.size,
		total: picker.total,
		markedCount: marked.size,
		typedCount,
		/** Whether the row of the typed ids is selected, so that enter adds these ids. */
		typedSelected: selected === null && typedCount > 0,
		loading: picker.loading,
		problem: picker.problem,
		isOfRemoved: view.prompt?.purpose === 'add' && view.prompt.isOfRemoved,
		hasMore: picker.nextPage !== null,
		denied: denied !== null,
	};
}

export function pickerHeight({view}: Pick<State, 'view'>): number {
	return Math.max(1, overlayHeight(view.size) - otherRows);
}

/** Returns the loaded runs that match the typed text, newest first. Runs without a creation time are last. */
export function pickerRows(state: Pick<State, 'picker' | 'view'>): readonly RunOrder[] {
	return state.picker === null ? [] : matchingOrders(state.picker.orders, promptText(state));
}

const matchingOrders = memoizeByObject(
	(orders: PickerState['orders'], text: string): readonly RunOrder[] => {
		const ids = wholeIds(text);
		const clauses = parseFilterTerms(text, Object.keys(fieldTexts));
		return (
			[...orders.values()]
				// For typed ids, list only the runs with these ids, so that the user can check their titles.
				.filter(order =>
					looksLikeIds(ids)
						? ids.includes(order.id.exact)
						: clauses.every(terms => terms.some(term => holdsFor(order, term))),
				)
				.toSorted((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0))
		);
	},
);

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

/** Returns the typed ids. Typed text that has another word than whole ids has none: it filters the list. */
export function typedIds(state: Pick<State, 'view'>): readonly RunOrderId[] {
	return wholeIds(promptText(state));
}

function wholeIds(text: string): readonly RunOrderId[] {
	const words = idsIn(text);
	return words.every(looksLikeId) ? words : [];
}

/** Whether all ids have the usual form. Other forms are valid too: this only decides which row is selected first. */
export function looksLikeIds(ids: readonly RunOrderId[]): boolean {
	return ids.length > 0 && ids.every(id => /^wfrun_[\da-f]{20}$/.test(id));
}

function promptText(state: Pick<State, 'view'>): string {
	return promptFor(state, 'add')?.text.trim() ?? '';
}
