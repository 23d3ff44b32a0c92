import {helpGroups, keysOf} from '../keys/hints.ts';
import type {Overlay} from '../state/state.ts';
import {keyName} from './key-name.ts';
import {blank, fitLine, lineWidth, span, type Line} from './line.ts';
import type {Look} from './look.ts';
import {overlayLines} from './overlay-lines.ts';
import type {Extent} from './pane-lines.ts';

/** How many rows the help has, in every language and at every width. */
export function helpLength(): number {
	const groups = helpGroups();
	return groups.reduce((sum, {bindings}) => sum + 1 + bindings.length, groups.length - 1);
}

/** The help over the whole body, from row `top` on. */
export function helpLines(overlay: Overlay, extent: Extent, look: Look): readonly Line[] {
	const rows = helpRows(Math.floor(extent.width / 2), look);
	return overlayLines(look.messages.screen.helpTitle, rows, overlay, extent, look);
}

function helpRows(mostKeys: number, {messages, glyphs}: Look): readonly Line[] {
	const {commands, groups} = messages.screen;
	const named = helpGroups().map(({where, bindings}) => ({
		where,
		rows: bindings.map(binding => ({
			keys: keysOf(binding)
				.map(key => keyName(key, glyphs))
				.join(' '),
			words: commands[binding.id].long,
		})),
	}));
	const cells = Math.min(
		mostKeys - 3,
		Math.max(...named.flatMap(({rows}) => rows.map(({keys}) => lineWidth([span(keys)])))),
	);
	return named.flatMap(({where, rows}, index) => [
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
