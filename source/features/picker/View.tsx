import {useAppearance} from '../../ui/appearance-context.ts';
import {firstKey} from '../../ui/key-name.ts';
import {blank, span, type Line, type Span} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {Overlay} from '../../ui/widgets/Overlay.tsx';
import {Row, Rows} from '../../ui/widgets/Row.tsx';
import {Table} from '../../ui/widgets/Table.tsx';
import {wrap} from '../../ui/wrap.ts';
import {pickerColumns} from './columns.ts';
import type {PickerModel} from './select.ts';

const maxStatusRows = 6;

export function PickerView({overlay: {content: picker, now}, box}: OverlayViewProps<'picker'>) {
	const appearance = useAppearance();
	const {picker: words} = appearance.messages;

	if (picker === null) {
		return null;
	}

	const {scrollTop, matchingCount, loadedCount, total, markedCount, typedSelected} = picker;
	const height = Math.max(0, box.contentHeight - 1);
	const rows = picker.rows.slice(0, height);
	return (
		<Overlay
			box={box}
			title={{
				name: [span(picker.isOfRemoved ? words.removedTitle : words.title)],
				...(loadedCount === 0 ? {} : {countText: words.listed(matchingCount, loadedCount, total)}),
				parts: markedCount === 0 ? [] : [[span(words.marked(markedCount), 'key')]],
				hiddenAbove: scrollTop,
				hiddenBelow: Math.max(0, matchingCount - scrollTop - rows.length),
			}}
		>
			<Row
				line={typedLine(picker, appearance)}
				width={box.contentWidth}
				isHighlighted={typedSelected}
			/>
			<Table
				columns={pickerColumns(now, appearance)}
				items={rows}
				keyOf={({order}) => order.id.exact}
				width={box.contentWidth}
				isSelected={({selected}) => selected}
			/>
			<Rows
				lines={statusLines(picker, box.contentWidth - 3, appearance).slice(0, height - rows.length)}
				width={box.contentWidth}
			/>
		</Overlay>
	);
}

function typedLine(
	{typedCount, typedSelected, isOfRemoved}: PickerModel,
	{messages: {picker: words}, glyphs}: Appearance,
): Line {
	return typedCount === 0
		? [blank(1), span(isOfRemoved ? words.restore : words.typeOrPick, 'muted')]
		: [span(typedSelected ? glyphs.pointer : ' ', 'focus'), span(words.typed(typedCount), 'key')];
}

function statusLines(picker: PickerModel, width: number, appearance: Appearance): readonly Line[] {
	const status = statusText(picker, appearance);

	if (status === null) {
		return [];
	}

	const {text, styleName} = status;
	return wrap(text, Math.max(1, width), maxStatusRows).map(row => [blank(1), span(row, styleName)]);
}

function statusText(picker: PickerModel, appearance: Appearance): Span | null {
	const {picker: words, problem} = appearance.messages;
	const {loading, loadedCount, matchingCount, hasMore, denied} = picker;

	if (denied) {
		return span(words.denied, 'bad');
	}

	if (picker.problem !== null) {
		return span(
			words.failed(problem.ofList(picker.problem), firstKey('move', appearance, {direction: 1})),
			'bad',
		);
	}

	if (loading) {
		return span(loadedCount === 0 ? words.reading : words.further, 'muted');
	}

	if (hasMore) {
		return span(words.more, 'muted');
	}

	if (matchingCount > 0) {
		return null;
	}

	return span(loadedCount === 0 ? words.none : words.noMatch, 'muted');
}
