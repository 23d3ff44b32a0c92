import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyNames} from '../../ui/key-name.ts';
import {blank, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {List} from '../../ui/widgets/List.tsx';
import {Overlay} from '../../ui/widgets/Overlay.tsx';
import {Row} from '../../ui/widgets/Row.tsx';
import {commandPhrase} from '../command-registry.ts';
import type {PaletteRow} from './select.ts';

/** The maximum width of a row in cells: on a wide screen its two ends would be too far apart to be read as one. */
const maxRowWidth = 100;

export function PaletteView({overlay: {content: palette}, box}: OverlayViewProps<'palette'>) {
	const appearance = useAppearance();
	const {messages} = appearance;
	const {rows = [], scrollTop = 0, total = 0} = palette ?? {};
	return (
		<Overlay
			box={box}
			title={{
				name: [span(messages.palette.title)],
				countText: messages.numbers.count(total),
				hiddenAbove: scrollTop,
				hiddenBelow: total - scrollTop - rows.length,
			}}
		>
			{rows.length === 0 && (
				<Row line={[blank(1), span(messages.palette.none, 'muted')]} width={box.contentWidth} />
			)}
			<List
				items={rows}
				keyOf={({item, value}) => `${item.id} ${value ?? ''}`}
				line={row => paletteLine(row, Math.min(maxRowWidth, box.contentWidth - 2), appearance)}
				width={box.contentWidth}
				isSelected={({selected}) => selected}
			/>
		</Overlay>
	);
}

function paletteLine(row: PaletteRow, width: number, appearance: Appearance): Line {
	const {does, besides} = rowParts(row, appearance);
	const room = width - lineWidth(does);
	const right = besides.find(line => lineWidth(line) < room) ?? [];
	return spread(does, right, width, appearance.glyphs.ellipsis);
}

/**
 * Returns the text at the left end of a row (`does`), and alternative texts for its right end (`besides`), longest
 * first. The caller shows the first alternative that fits.
 */
function rowParts(
	{item, value}: PaletteRow,
	appearance: Appearance,
): {readonly does: Line; readonly besides: readonly Line[]} {
	const {messages, glyphs} = appearance;
	const {palette, screen} = messages;

	if (item.kind === 'setting') {
		const {word, long, placeholder} = palette.settings[item.setting];
		const shown = value === null ? (placeholder ?? glyphs.ellipsis) : typedText(value);
		return {does: [span(`${word} ${shown}`)], besides: [[span(long, 'muted')]]};
	}

	const {binding, direction} = item;
	const keys: Line = [span(keyNames(binding.does[direction]?.keys ?? [], appearance), 'key')];
	const place = span(screen.groups[binding.where], 'muted');
	return {
		does: [span(commandPhrase(binding, direction, messages.language))],
		besides: binding.where === 'everywhere' ? [keys] : [[place, blank(2), ...keys], keys],
	};
}
