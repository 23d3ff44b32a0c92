import type {Instant} from '../../core/time/clock.ts';
import type {PickerModel, PickerRow} from './select.ts';
import {cellWidth, padOrTruncate} from '../../terminal/width.ts';
import {dayAndTime} from '../../ui/clock-time.ts';
import {firstKey} from '../../ui/key-name.ts';
import {
	blank,
	fitLine,
	joinLines,
	lineWidth,
	span,
	spread,
	type Line,
	type Span,
} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {wrap} from '../../ui/wrap.ts';
import {stateGlyph, stateStyle} from '../runs/run-state.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {Overlay} from '../../ui/widgets/Overlay.tsx';
import {Rows} from '../../ui/widgets/Rows.tsx';
import type {OverlayViewProps} from '../../ui/view-props.ts';

const maxRows = 6;
/** In cells: the maximum of a status and the minimum of a title. */
const maxStatus = 12;
const minTitle = 10;

/** The runs of the account, to add to the list. */
export function PickerView({model: {content: picker, now}, size}: OverlayViewProps<'picker'>) {
	const appearance = useAppearance();
	const {picker: words} = appearance.messages;

	if (picker === null) {
		return (
			<Overlay size={size} title={{name: [span(words.title)]}}>
				{null}
			</Overlay>
		);
	}

	const {rows, first, shown, loaded, total, marked, typedSelected} = picker;
	const lines = [
		typedRow(picker, appearance),
		...rows.map(row => orderRow(row, rows, now, size.width - 1, appearance)),
		...statusRows(picker, picker.denied, size.width - 3, appearance),
	];
	const chosen = typedSelected ? 0 : rows.findIndex(({selected}) => selected) + 1;
	return (
		<Overlay
			size={size}
			title={{
				name: [span(words.title)],
				...(loaded === 0 ? {} : {count: words.listed(shown, loaded, total)}),
				fields: marked === 0 ? [] : [[span(words.marked(marked), 'key')]],
				above: first,
				below: Math.max(0, shown - first - rows.length),
			}}
		>
			<Rows
				lines={lines.slice(0, size.height - 1)}
				width={size.width}
				selected={typedSelected || chosen > 0 ? chosen : -1}
			/>
		</Overlay>
	);
}

/** The typed ids, which can be selected, or else a hint. */
function typedRow({typed, typedSelected}: PickerModel, {messages, glyphs}: Appearance): Line {
	return typed === 0
		? [blank(1), span(messages.picker.typeOrPick, 'muted')]
		: [
				span(typedSelected ? glyphs.pointer : ' ', 'focus'),
				span(messages.picker.typed(typed), 'key'),
			];
}

/** A row of exactly `width` cells. The id is left out first, then the time, then the status. */
function orderRow(
	row: PickerRow,
	all: readonly PickerRow[],
	now: Instant,
	width: number,
	appearance: Appearance,
): Line {
	const {order, selected, marked, watched} = row;
	const {glyphs, messages, timeZone} = appearance;
	const {ellipsis} = glyphs;
	const word = runStatus(row, appearance);
	const time = order.createdAt === null ? '' : dayAndTime(order.createdAt, now, timeZone);
	const words = Math.min(
		maxStatus,
		Math.max(...all.map(other => cellWidth(runStatus(other, appearance)))),
	);
	const fields: readonly Line[] = [
		...(watched ? [[span(messages.picker.watched, 'key')]] : []),
		fitLine([span(word, stateStyle(order.phase))], words, ellipsis),
		...(time === '' ? [] : [[span(time)]]),
	];
	const ids = Math.max(...all.map(({order: other}) => cellWidth(other.id.safe)));
	const head: Line = [
		span(selected ? glyphs.pointer : ' ', 'focus'),
		stateGlyph(order.phase, appearance),
		span(marked ? glyphs.markedRun : ' ', 'key'),
	];
	const room = width - head.length - minTitle - 1;
	const end =
		[fields, fields.slice(0, -1), fields.slice(0, -2)]
			.map(some => joinLines(some, blank(2)))
			.find(line => lineWidth(line) <= room) ?? [];
	const id: Line =
		room - lineWidth(end) > ids + 2
			? [span(padOrTruncate(order.id.safe, ids, {ellipsis})), blank(2)]
			: [];
	const title = span(
		order.title?.safe ?? messages.picker.untitled,
		order.title === null ? 'muted' : undefined,
	);
	return spread([...head, ...id, title], [blank(1), ...end], width, ellipsis);
}

/** An unknown status is shown as the service sent it. */
function runStatus({order: {phase, status}}: PickerRow, {messages}: Appearance): string {
	const {phases, otherState} = messages.screen;
	return phase === 'other' ? (status?.safe ?? otherState) : phases[phase];
}

function statusRows(
	picker: PickerModel,
	denied: boolean,
	width: number,
	appearance: Appearance,
): readonly Line[] {
	const {text, styleName} = statusText(picker, denied, appearance);
	return wrap(text, Math.max(1, width), maxRows).map(row => [blank(1), span(row, styleName)]);
}

function statusText(picker: PickerModel, denied: boolean, appearance: Appearance): Span {
	const {picker: words, problem} = appearance.messages;
	const {loading, loaded, shown, hasMore} = picker;

	if (denied) {
		return span(words.denied, 'bad');
	}

	if (picker.problem !== null) {
		return span(
			words.failed(problem.ofList(picker.problem), firstKey('move', appearance, 1)),
			'bad',
		);
	}

	if (loading) {
		return span(loaded === 0 ? words.reading : words.further, 'muted');
	}

	if (hasMore) {
		return span(words.more, 'muted');
	}

	const none = loaded === 0 ? words.none : words.noMatch;
	return span(shown === 0 ? none : '', 'muted');
}
