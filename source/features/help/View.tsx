import {wordsOf} from '../keymap.ts';
import {helpGroups, keysOf} from '../../store/keys/hints.ts';
import {isFoundIn} from '../../store/command-registry.ts';
import {helpTexts} from '../command-registry.ts';
import {keyNames} from '../../ui/key-name.ts';
import {blank, fitLine, lineWidth, span, type Line} from '../../ui/line.ts';
import type {Appearance} from '../../ui/theme/appearance.ts';
import {ScrolledOverlay} from '../../ui/widgets/Overlay.tsx';
import {typedText} from '../../core/text/typed-text.ts';
import {useAppearance} from '../../ui/appearance-context.ts';
import type {OverlayViewProps} from '../../ui/view-props.ts';

/** All keys, by the place where they work. */
export function HelpView({model: {overlay}, size}: OverlayViewProps<'help'>) {
	const appearance = useAppearance();
	const {helpTitle, helpNone} = appearance.messages.screen;
	const rows = helpRows(overlay.filter, Math.floor(size.width / 2), appearance);
	return (
		<ScrolledOverlay
			size={size}
			title={{
				name: [span(helpTitle)],
				fields: overlay.filter === '' ? [] : [[span(`/${typedText(overlay.filter)}`, 'key')]],
			}}
			lines={rows.length === 0 ? [[blank(1), span(helpNone, 'muted')]] : rows}
			top={overlay.top}
		/>
	);
}

function helpRows(filter: string, maxKeys: number, appearance: Appearance) {
	const {messages, glyphs, bindings} = appearance;
	const {groups} = messages.screen;
	const texts = helpTexts(bindings);
	const named = helpGroups(bindings)
		.map((group, place) => ({
			where: group.where,
			rows: group.bindings
				.filter((_, row) => isFoundIn(texts[place]?.[row] ?? '', filter))
				.map(binding => ({
					keys: keyNames(keysOf(binding), appearance),
					words: wordsOf(binding.id, messages.language).long,
				})),
		}))
		.filter(({rows}) => rows.length > 0);
	const cells = Math.min(
		maxKeys - 3,
		Math.max(0, ...named.flatMap(({rows}) => rows.map(({keys}) => lineWidth([span(keys)])))),
	);
	return named.flatMap(({where, rows}, index): Line[] => [
		...(index === 0 ? [] : [[]]),
		[blank(1), span(groups[where], 'title')],
		...rows.map(({keys, words}) => [
			blank(3),
			...fitLine([span(keys, 'key')], cells, glyphs.ellipsis),
			blank(2),
			span(words),
		]),
	]);
}
