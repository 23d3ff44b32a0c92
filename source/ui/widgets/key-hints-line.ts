import {wordsOf} from '../../features/keymap.ts';
import type {Hint} from '../../store/keys/hints.ts';
import {keyName} from '../key-name.ts';
import {blank, joinLines, lineWidth, span, type Line} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';

/** The distance between two hints in cells. */
const gap = 2;

/** Returns the hints that fit into `width` cells. The hint for the help key is never left out. */
export function keyHintsLine(hints: readonly Hint[], width: number, appearance: Appearance): Line {
	const each = hints.filter(({id}, index) => hints.findIndex(hint => hint.id === id) === index);
	const lines = each.map(hint => oneHint(hint, appearance));
	const all = joinLines(lines, blank(gap));

	if (lineWidth(all) <= width) {
		return all;
	}

	const help = lines[each.findIndex(({id}) => id === 'help')] ?? [];
	const room = help.length === 0 ? width : width - lineWidth(help) - gap;
	let line: Line = [];

	for (const hint of lines) {
		const longer = hint === help ? line : joinLines([line, hint], blank(gap));

		if (lineWidth(longer) > room) {
			break;
		}

		line = longer;
	}

	return lineWidth(help) > width ? [] : joinLines([line, help], blank(gap));
}

function oneHint({keys, id}: Hint, {glyphs, messages}: Appearance): Line {
	const name = keys.map(key => keyName(key, glyphs)).join(glyphs.keySeparator);
	return [span(name, 'key'), span(` ${wordsOf(id, messages.language).short}`, 'muted')];
}
