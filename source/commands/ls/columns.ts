import {
	listColumns,
	type findListColumn,
	type ListColumnId,
	type ListedRun,
} from '../../core/listed-run.ts';
import {stateGlyph, stateStyles} from '../../features/runs/state-style.ts';
import {blank, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {ShownColumn} from '../rows/table-columns.ts';

export type NamedColumn = NonNullable<ReturnType<typeof findListColumn>>;

const defaultIds: readonly ListColumnId[] = ['id', 'title', 'status', 'created', 'cost'];

/** The priorities of the columns in a narrow table. Others have the priority 1. */
const priorities: Readonly<Record<string, number>> = {
	status: Infinity,
	title: 8,
	id: 7,
	cost: 6,
	elapsed: 5,
	created: 4,
	error: 2,
};

export const defaultColumns: readonly NamedColumn[] = defaultIds.map(id => ({
	id,
	...listColumns[id],
}));

export function shownColumns(
	columns: readonly NamedColumn[],
	{messages}: Pick<Appearance, 'messages'>,
): ReadonlyArray<ShownColumn<ListedRun>> {
	const titles: Readonly<Record<string, string>> = messages.listing.columns;
	return columns.map(column => {
		const {id} = column;
		const cell = cells[id];
		return {
			...column,
			title: titles[id] ?? id,
			priority: priorities[id] ?? 1,
			...(cell && {cell}),
		};
	});
}

const cells: Readonly<Record<string, ShownColumn<ListedRun>['cell']>> = {
	status: (run, _now, appearance) => stateOfListed(run, appearance),
	elapsed({kept}, _now, {messages: {numbers}}) {
		const seconds = kept?.seconds ?? null;
		return seconds === null ? null : [span(numbers.shortTime(seconds * 1000))];
	},
	error: ({kept}) => (kept?.reason ? [span(kept.reason.safe, 'bad')] : null),
};

function stateOfListed({order: {phase, status}}: ListedRun, appearance: Appearance): Line {
	const {phases, otherState} = appearance.messages.screen;
	const word = phase === 'other' ? (status?.safe ?? otherState) : phases[phase];
	return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
}
