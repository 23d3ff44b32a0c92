import {typedText} from '../../core/text/sanitize.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import {keyNames, keysIn} from '../../ui/key-name.ts';
import {blank, fitLine, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import type {OverlayViewProps} from '../../ui/widgets/Overlay.tsx';
import {commandPhrase} from '../command-registry.ts';
import {placeTitle} from '../keymap.ts';
import {ListView} from '../list-overlay/View.tsx';
import {paletteId, type PaletteRow} from './rows.ts';

/** The maximum width of a row in cells: on a wide screen its two ends would be too far apart to be read as one. */
const maxRowWidth = 100;
/** The width of the column of names, in cells. A longer name moves the rest of its row. */
const nameCells = 18;

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

/** The name of the command or setting, its explanation, which is cut if there is no room, and the keys of a command. */
function paletteLine({item, value, why}: PaletteRow, width: number, appearance: Appearance) {
	const {messages, glyphs} = appearance;
	const {palette, language} = messages;

	if (item.kind === 'setting') {
		const [word, long, placeholder] = palette.settings[item.setting];
		const shown = value === null ? (placeholder ?? glyphs.ellipsis) : typedText(value);
		return inColumns(`${word} ${shown}`, long, []);
	}

	const {binding, direction} = item;
	const keys = keyNames(binding.does[direction]?.keys ?? [], appearance);
	const place = binding.where === 'everywhere' ? '' : `${placeTitle(binding.where, messages)}  `;
	const phrase = commandPhrase(binding, direction, language);
	const words = messages.wordsOf(binding.id);
	// A direction has its own name, which needs no explanation.
	const [called, meaning] = phrase === words.long ? [words.short, words.long] : [phrase, ''];
	return inColumns(called, why === null ? meaning : messages.notice(why, keysIn(appearance)), [
		span(place, 'muted'),
		span(keys, why === null ? 'key' : 'muted'),
	]);

	function inColumns(name: string, long: string, end: Line): Line {
		const first = [span(name, why === null ? undefined : 'muted'), blank(2)];
		const rest = [span(long, 'muted')];
		const cells = Math.max(nameCells, lineWidth(first));
		// Where the rest would be cut, no blank cell of the column stays before it.
		const both = cells + lineWidth(rest) < width ? fitLine(first, cells, '') : first;
		const line = [...both, ...rest];
		return spread(
			line,
			lineWidth([...line, ...end]) < width ? end : end.slice(1),
			width,
			glyphs.ellipsis,
		);
	}
}
