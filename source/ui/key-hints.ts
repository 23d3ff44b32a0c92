import {wordsOf} from '../features/keymap.ts';
import type {Hint} from '../store/keys/hints.ts';
import {keyName} from './key-name.ts';
import {blank, joinFitting, joinLines, lineWidth, span, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';

/** The distance between two key hints in cells. */
const hintGap = 2;

/**
 * Returns keys, each with its command, in at most `width` cells. Leaves out the last hints if not all fit, but not the
 * hint for the help key. Empty if not even that hint fits.
 */
export function keyHintsLine(hints: readonly Hint[], width: number, appearance: Appearance): Line {
	const unique = hints.filter(({id}, index) => hints.findIndex(hint => hint.id === id) === index);
	const lines = unique.map(hint => hintLine(hint, appearance));
	const all = joinLines(lines, blank(hintGap));
	const help = lines[unique.findIndex(({id}) => id === 'help')] ?? [];
	const helpWidth = lineWidth(help);

	if (lineWidth(all) <= width) {
		return all;
	}

	if (helpWidth > width) {
		return [];
	}

	const others = lines.filter(line => line !== help);
	const room = helpWidth === 0 ? width : width - helpWidth - hintGap;
	return joinLines([joinFitting(others, hintGap, room), help], blank(hintGap));
}

function hintLine({keys, id}: Hint, {glyphs, messages}: Appearance): Line {
	const name = keys.map(key => keyName(key, glyphs)).join(glyphs.keySeparator);
	return [span(name, 'key'), span(` ${wordsOf(id, messages.language).short}`, 'muted')];
}
