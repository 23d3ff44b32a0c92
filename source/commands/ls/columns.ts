import type {ForeignText} from '../../core/text/text.ts';
import {elapsedMs} from '../../core/execution.ts';
import type {FieldType, FieldValues} from '../../core/field.ts';
import {
	findListColumn,
	phaseOfListed,
	type ListColumn,
	type ListColumnId,
	type ListedRun,
} from '../../core/listed-run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {formatDuration} from '../../core/time/duration.ts';
import {stateGlyph, stateStyles} from '../../features/runs/run-state.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {blank, cutLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';

export type NamedColumn = NonNullable<ReturnType<typeof findListColumn>>;

type CellContext = {
	readonly now: Instant;
	readonly appearance: Appearance;
	/** The number of decimals of all amounts in the column. */
	readonly decimals: number;
};

const usual: readonly ListColumnId[] = ['id', 'title', 'status', 'created', 'cost'];
const usualWithDetails: readonly ListColumnId[] = [...usual, 'elapsed', 'error'];

/** If the table is too narrow, the columns with the lowest priority are left out first. Others have the priority 1. */
const priorities: Readonly<Record<string, number>> = {
	status: Infinity,
	title: 8,
	id: 7,
	cost: 6,
	elapsed: 5,
	created: 4,
	progress: 3,
	error: 2,
};
/** The width of a column of prose that is still useful, in cells. */
const minProse = 10;
/** Longer texts are cut before they are measured, because measuring is slow. In cells. */
const maxText = 400;
const gap = 2;
const minDecimals = 2;
const maxDecimals = 8;

export function usualColumns({full}: {readonly full: boolean}): readonly NamedColumn[] {
	return (full ? usualWithDetails : usual).flatMap(id => findListColumn(id) ?? []);
}

/** Returns the columns of the table on a terminal, each with the width that its texts need. */
export function tableColumns(
	columns: readonly NamedColumn[],
	runs: readonly ListedRun[],
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<ListedRun> & {readonly needs: number}> {
	const titles: Readonly<Record<string, string>> = appearance.messages.listing.columns;
	return columns.map(column => {
		const context = {now, appearance, decimals: decimalsOf(column, runs)};
		const title = titles[column.id] ?? column.id;
		const render = (run: ListedRun) =>
			cutLine(cellOf(column, run, context), maxText, appearance.glyphs.ellipsis);
		const widths = [[span(`${title} `)], ...runs.map(render)].map(lineWidth);
		const needs = Math.max(...widths);
		const min = Math.min(minProse, needs);
		return {
			id: column.id,
			title,
			needs: needs + gap,
			// The weight is what the column lacks, so that all get what they need if there is room.
			width: column.type === 'prose' ? {min, weight: needs - min} : needs,
			align: isText(column.type) || column.type === 'time' ? 'left' : 'right',
			priority: priorities[column.id] ?? 1,
			gap,
			render,
		};
	});
}

export function isText(type: FieldType): type is 'name' | 'prose' {
	return type === 'name' || type === 'prose';
}

function cellOf(column: NamedColumn, run: ListedRun, context: CellContext): Line {
	const {appearance, now} = context;

	if (column.id === 'status') {
		return stateOfListed(run, appearance);
	}

	if (column.id === 'elapsed') {
		const elapsed = run.execution === null ? null : elapsedMs(run.execution, now);
		return elapsed === null ? unknown(appearance) : [span(formatDuration(elapsed))];
	}

	const value = column.value(run);
	return value === null
		? unknown(appearance)
		: [
				span(
					cellTexts[column.type](value as never, context),
					column.id === 'error' ? 'bad' : undefined,
				),
			];
}

const cellTexts: {
	readonly [Type in FieldType]: (value: FieldValues[Type], context: CellContext) => string;
} = {
	name: ({safe}: ForeignText) => safe,
	prose: ({safe}: ForeignText) => safe,
	number: (value, {appearance}) => appearance.messages.numbers.decimal(value),
	integer: (value, {appearance}) => appearance.messages.numbers.count(value),
	percent: (value, {appearance}) => appearance.messages.numbers.percent(Math.floor(value)),
	money: (value, {appearance: {messages, paint}, decimals}) =>
		messages.numbers.price(value, paint.ascii ? 'code' : 'sign', decimals),
	time: (value, {now}) => dayAndTime(value, now),
};

function stateOfListed(run: ListedRun, appearance: Appearance): Line {
	const phase = phaseOfListed(run);
	const {phases, otherState} = appearance.messages.screen;
	const word = phase === 'other' ? (run.order.status?.safe ?? otherState) : phases[phase];
	return [stateGlyph(phase, appearance), blank(1), span(word, stateStyles[phase])];
}

function unknown({glyphs}: Appearance): Line {
	return [span(glyphs.unknown, 'muted')];
}

/** Amounts in a column have equally many decimals, so that their points align. */
function decimalsOf({type, value}: ListColumn, runs: readonly ListedRun[]): number {
	const decimals = runs.map(run => {
		const amount = type === 'money' ? value(run) : null;
		return typeof amount === 'string' ? (amount.split('.')[1]?.length ?? 0) : 0;
	});
	return Math.min(maxDecimals, Math.max(minDecimals, ...decimals));
}
