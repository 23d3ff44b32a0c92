import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyNames} from '../../ui/key-name.ts';
import {blank, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';
import {commandPhrase} from '../command-registry.ts';
import {ListView} from '../list-overlay/View.tsx';
import {paletteId, type PaletteRow} from './rows.ts';

/** The maximum width of a row in cells: on a wide screen its two ends would be too far apart to be read as one. */
const maxRowWidth = 100;

export function PaletteView({overlay: {content: list}, box}: OverlayViewProps<'palette'>) {
	const appearance = useAppearance();
	const {palette, numbers} = appearance.messages;
	return (
		<ListView
			box={box}
			title={{name: [span(palette.title)], countText: numbers.count(list.total)}}
			list={list}
			idOf={paletteId}
			line={(row, width) => paletteLine(row, Math.min(maxRowWidth, width), appearance)}
			below={list.total === 0 ? [[blank(1), span(palette.none, 'muted')]] : []}
		/>
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
