import {
	inputPrefix,
	listColumns,
	type findListColumn,
	type ListColumn,
	type ListColumnId,
	type ListedRun,
} from '../../core/listed-run.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import {toEventFields, toJsonValue} from '../../report/event-fields.ts';
import {blank, span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {isText, type ShownColumn} from '../rows.ts';

type NamedColumn = NonNullable<ReturnType<typeof findListColumn>>;

type Sort = {readonly column: NamedColumn; readonly reversed: boolean};

type Rank = number | string | null;

const defaultIds: readonly ListColumnId[] = ['id', 'title', 'status', 'created', 'cost'];

export const defaultColumns: readonly NamedColumn[] = defaultIds.map(id => ({
	id,
	...listColumns[id],
}));

const cells: Readonly<Record<string, ShownColumn<ListedRun>['cell']>> = {
	status({order: {phase, status}}, appearance) {
		const {phases, otherState} = appearance.messages.screen;
		const word = phase === 'other' ? (status?.safe ?? otherState) : phases[phase];
		return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
	},
	elapsed({kept}, {messages: {numbers}}) {
		const seconds = kept?.seconds ?? null;
		return seconds === null ? null : [span(numbers.shortTime(seconds * 1000))];
	},
	error: ({kept}) => (kept?.reason ? [span(kept.reason.safe, 'bad')] : null),
};

export function shownColumns(
	columns: readonly NamedColumn[],
	{messages}: Pick<Appearance, 'messages'>,
): ReadonlyArray<ShownColumn<ListedRun>> {
	return columns.map(column => ({
		...column,
		title: column.titles[messages.language],
		cell: cells[column.id],
	}));
}

/**
 * Returns the JSON object of a run. Without columns it has all fields of the `run` event, those of the run list, the error
 * and the inputs.
 */
export function listedRunFields(run: ListedRun, columns: readonly ListColumn[] | null): object {
	if (columns !== null) {
		return Object.fromEntries(
			columns.map(({json, type, value}) => [json, toJsonValue(value(run), type)]),
		);
	}

	const {label, revision, quote} = listColumns;
	const inputs = run.kept?.inputs ?? null;
	return {
		run_order_id: run.order.id.exact,
		...toEventFields({}),
		...listedRunFields(run, [label, revision, quote, ...Object.values(listColumns)]),
		detail: null,
		engine_code: null,
		status_code: null,
		inputs:
			inputs === null
				? null
				: Object.fromEntries(inputs.map(({key, value}) => [key.exact, value.exact])),
	};
}

/** Sorts numbers and times largest first, texts from A, and unknown values last, also if `reversed`. */
export function sortListed(
	runs: readonly ListedRun[],
	{column, reversed}: Sort,
): readonly ListedRun[] {
	return runs
		.map(run => ({run, rank: rankOf(column, run)}))
		.toSorted((a, b) => compareRanks(a.rank, b.rank, reversed ? -1 : 1))
		.map(({run}) => run);
}

/** Whether the first row has the largest value, for the mark in the header. */
export function isDescending({column, reversed}: Sort): boolean {
	return isText(column.type) === reversed;
}

function rankOf({id, type, value}: NamedColumn, run: ListedRun): Rank {
	const found = value(run);

	if (found === null) {
		return null;
	}

	const text = typeof found === 'object' ? found.exact : String(found);
	// Amounts are text too, and an input such as a seed can be a number.
	const canBeNumber = !isText(type) || id.startsWith(inputPrefix);
	return canBeNumber && text.trim() !== '' && Number.isFinite(Number(text))
		? Number(text)
		: text.toLowerCase();
}

function compareRanks(a: Rank, b: Rank, sign: 1 | -1): number {
	if (a === null || b === null) {
		return Number(a === null) - Number(b === null);
	}

	if (typeof a !== typeof b) {
		return typeof a === 'number' ? -1 : 1;
	}

	return a === b ? 0 : a < b === (typeof a === 'string') ? -sign : sign;
}
