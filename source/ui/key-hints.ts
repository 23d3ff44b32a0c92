import {wordsOf} from '../features/keymap.ts';
import type {Hint} from '../store/keys/hints.ts';
import {keyName} from './key-name.ts';
import {blank, span, type Line} from './line.ts';
import {fitParts, type Part} from './parts.ts';
import type {Appearance} from './theme/appearance.ts';

/** The distance between two key hints in cells. */
const hintGap = 2;

/** Returns keys, each with its command, in at most `width` cells: the first of them, and at the end the key for help. */
export function keyHintsLine(hints: readonly Hint[], width: number, appearance: Appearance): Line {
	const unique = hints.filter(({id}, index) => hints.findIndex(hint => hint.id === id) === index);
	const isHelp = ({id}: Hint) => id === 'help';
	const ordered = [...unique.filter(hint => !isHelp(hint)), ...unique.filter(isHelp)];
	const parts = ordered.map((hint, index): Part => [
		[isHelp(hint) ? Infinity : -index, hintLine(hint, appearance)],
	]);
	return fitParts([{parts, between: blank(hintGap)}], blank(0), width) ?? [];
}

function hintLine({keys, id}: Hint, {glyphs, messages}: Appearance): Line {
	const name = keys.map(key => keyName(key, glyphs)).join(glyphs.keySeparator);
	return [span(name, 'key'), span(` ${wordsOf(id, messages.language).short}`, 'muted')];
}
