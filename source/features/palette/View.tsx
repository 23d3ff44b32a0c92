import {typedText} from '../../core/text/sanitize.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyNames} from '../../ui/key-name.ts';
import {lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/widgets/Overlay.tsx';
import {commandPhrase} from '../command-registry.ts';
import {placeTitle} from '../keymap.ts';
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
			status={list.total === 0 ? span(palette.none, 'muted') : null}
		/>
	);
}

/** What the row does; at its end the explanation of a setting, or the place and the keys of a command, if there is room. */
function paletteLine({item, value}: PaletteRow, width: number, appearance: Appearance): Line {
	const {messages, glyphs} = appearance;
	const {palette} = messages;

	if (item.kind === 'setting') {
		const [word, long, placeholder] = palette.settings[item.setting];
		const shown = value === null ? (placeholder ?? glyphs.ellipsis) : typedText(value);
		return withEnd([span(`${word} ${shown}`)], [span(long, 'muted')], width, glyphs);
	}

	const {binding, direction} = item;
	const keys = span(keyNames(binding.does[direction]?.keys ?? [], appearance), 'key');
	const place = binding.where === 'everywhere' ? '' : `${placeTitle(binding.where, messages)}  `;
	const does = span(commandPhrase(binding, direction, messages.language));
	return withEnd([does], [span(place, 'muted'), keys], width, glyphs);
}

function withEnd(does: Line, end: Line, width: number, {ellipsis}: Appearance['glyphs']): Line {
	const hasRoom = lineWidth(does) + lineWidth(end) < width;
	return spread(does, hasRoom ? end : [], width, ellipsis);
}
