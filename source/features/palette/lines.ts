import type {OverlayModelOf} from '../../store/overlay.ts';
import type {KeyName} from '../../terminal/input/key.ts';
import type {PaletteRow} from './select.ts';
import {commandPhrase, bindingOf} from '../command-registry.ts';
import {keyNames} from '../../ui/key-name.ts';
import {blank, lineWidth, span, spread, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {paneLines, type PaneSize} from '../../ui/pane-lines.ts';
import {titleLine} from '../../ui/pane-title.ts';
import {typedText} from '../../core/text/typed-text.ts';

export function paletteLines(
	{content: palette}: OverlayModelOf<'palette'>,
	extent: PaneSize,
	appearance: Appearance,
): readonly Line[] {
	const {messages, glyphs} = appearance;
	const {rows = [], first = 0, total = 0} = palette ?? {};
	const title = titleLine(
		{
			name: messages.palette.title,
			count: messages.numbers.count(total),
			fields: [],
			focused: true,
			rule: true,
		},
		extent.width,
		appearance,
	);
	const content: readonly Line[] =
		rows.length === 0
			? [[blank(1), span(messages.palette.none, 'muted')]]
			: rows.map(row => {
					const {does, besides} = rowParts(row, appearance);
					const left = [span(row.selected ? glyphs.pointer : ' ', 'focus'), ...does];
					const room = extent.width - 2 - lineWidth(left);
					const right = besides.find(line => lineWidth(line) < room) ?? [];
					return spread(left, right, extent.width - 2, glyphs.ellipsis);
				});
	return paneLines(title, content, extent, appearance, {
		above: first,
		below: total - first - rows.length,
		selected: rows.findIndex(({selected}) => selected),
	});
}

/** The command or setting of a row, and its details in several lengths; the first that fits is shown. */
function rowParts(
	{item, value}: PaletteRow,
	appearance: Appearance,
): {readonly does: Line; readonly besides: readonly Line[]} {
	const {messages, bindings, glyphs} = appearance;
	const {palette, screen} = messages;

	if (item.kind === 'setting') {
		const {word, long, value: any} = palette.settings[item.setting];
		const shown = value === null ? any || glyphs.ellipsis : typedText(value);
		return {does: [span(`${word} ${shown}`)], besides: [[span(long, 'muted')]]};
	}

	const named = bindingOf(item, bindings);

	if (named === null) {
		return {does: [], besides: []};
	}

	const {binding, direction} = named;
	const pressed: readonly KeyName[] = binding.does[direction]?.keys ?? [];
	const keys: Line = [span(keyNames(pressed, appearance), 'key')];
	const place = span(screen.groups[binding.where], 'muted');
	return {
		does: [span(commandPhrase(binding, direction, messages.language))],
		besides: binding.where === 'everywhere' ? [keys] : [[place, blank(2), ...keys], keys],
	};
}
