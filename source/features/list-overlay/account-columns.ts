import {isFinalPhase} from '../../core/execution.ts';
import type {FieldType} from '../../core/field.ts';
import {listColumns, type ListColumnId} from '../../core/listed-run.ts';
import type {Instant} from '../../core/time/clock.ts';
import {fieldText} from '../../ui/field-text.ts';
import {blank, joinLines, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {briefDecimals, roundedAmount, sharedDecimals} from '../../ui/units.ts';
import type {Column} from '../../ui/widgets/table-layout.ts';
import {stateGlyph, stateStyles} from '../runs/state-style.ts';
import type {AccountRun, ShownRow} from './state.ts';

/** No screen shows more of an input. */
const maxInputLength = 300;

/** Returns columns of `chenyu-top ls`, in this order. If they do not fit, the last ones are left out first. */
export function accountColumns(
	ids: readonly ListColumnId[],
	rows: ReadonlyArray<ShownRow<AccountRun>>,
	now: Instant,
	appearance: Appearance,
): ReadonlyArray<Column<ShownRow<AccountRun>>> {
	const {messages, glyphs} = appearance;
	// Before the end of a run the service may report 0.
	const costOf = ({kept, order}: AccountRun) =>
		kept?.totalCost ?? (isFinalPhase(order.phase) ? order.finalAmount : null);
	const decimals = sharedDecimals(
		rows.map(({row}) => costOf(row)),
		briefDecimals,
	);
	/** The cells that are not just the value of the column; null if it is unknown. */
	const cells: {readonly [Id in ListColumnId]?: (run: AccountRun) => Line | null} = {
		title: run => titleCell(run, appearance),
		status: ({order: {phase, status}}) => [
			span(phase === 'other' ? (status?.safe ?? '') : messages.states[phase], stateStyles[phase]),
		],
		cost(run) {
			const cost = costOf(run);
			return cost === null ? null : [span(roundedAmount(cost, decimals, appearance))];
		},
		elapsed({kept}) {
			const seconds = kept?.seconds ?? null;
			return seconds === null ? null : [span(messages.numbers.shortTime(seconds * 1000))];
		},
	};
	return [
		{
			id: 'mark',
			width: 2,
			gap: 1,
			priority: Infinity,
			render: ({row: {order, kept}, isMarked}) => [
				stateGlyph(order.phase, appearance),
				span(isMarked ? glyphs.markedRun : kept?.isUnseen === true ? glyphs.newEnd : ' ', 'key'),
			],
		},
		...ids.map((id, index): Column<ShownRow<AccountRun>> => {
			const {titles, value} = listColumns[id];
			const type: FieldType = listColumns[id].type;
			return {
				id,
				title: titles[messages.language],
				width: id === 'title' ? {min: 24, weight: 1} : {min: 0, max: id === 'id' ? Infinity : 24},
				align: type === 'name' || type === 'prose' ? 'left' : 'right',
				gap: 2,
				priority: id === 'title' ? Infinity : ids.length - index,
				render({row}) {
					const text = fieldText(type, value(row), appearance, now);
					const unknown = row.kept === null ? '' : glyphs.unknown;
					return (
						cells[id]?.(row) ?? [
							span(text ?? unknown, id === 'id' || text === null ? 'muted' : undefined),
						]
					);
				},
			};
		}),
	];
}

/** The title, the label, the inputs, and whether the run is watched already. */
function titleCell({order: {title}, kept, isWatched}: AccountRun, appearance: Appearance): Line {
	const {messages, glyphs} = appearance;
	const label = kept?.label ?? null;
	const inputs = (kept?.inputs ?? []).map(({value}) => value.safe.slice(0, maxInputLength));
	const name = joinLines(
		[
			[title === null ? span(messages.picker.untitled, 'muted') : span(title.safe)],
			label === null ? [] : [span(label.safe)],
		],
		span(` ${glyphs.separator} `, 'muted'),
	);
	return joinLines(
		[
			name,
			isWatched ? [span(messages.picker.watched, 'key')] : [],
			inputs.length === 0 ? [] : [span(inputs.join(' '), 'muted')],
		],
		blank(2),
	);
}
