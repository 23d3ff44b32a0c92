import chalk, {foregroundColorNames, type ForegroundColorName} from 'chalk';
import {hyperlink} from '../../terminal/hyperlink.ts';
import {mergeSpans, type Line, type Span} from '../line.ts';
import type {Appearance} from './appearance.ts';
import type {Style} from './theme.ts';

/** What stands before and after a text of a style. */
type Codes = {readonly open: string; readonly close: string};

const plain: Style = {};
const saved = new WeakMap<Style, Codes>();

/**
 * A line as one text, with its colours in it. With a `Text` for each piece Ink would make the same of it, in three nodes a
 * piece, and they would be most of what a frame costs.
 */
export function paintLine(line: Line, appearance: Appearance): string {
	return mergeSpans(line)
		.map(piece => paintSpan(piece, appearance))
		.join('');
}

function paintSpan({text, styleName, link, painted}: Span, appearance: Appearance): string {
	if (painted !== undefined) {
		return painted;
	}

	const style = styleName === undefined ? plain : appearance.theme[styleName];
	// A line below empty cells would look like text.
	const core = style.underline === true && style.inverse !== true ? text.trim() : text;

	if (core === '') {
		return text;
	}

	const start = text.indexOf(core);
	const shown = link !== undefined && appearance.hyperlinks ? hyperlink(core, link) : core;
	const {open, close} = codesOf(style);
	return text.slice(0, start) + open + shown + close + text.slice(start + core.length);
}

function codesOf(style: Style): Codes {
	let codes = saved.get(style);

	if (codes === undefined) {
		const [open = '', close = ''] = paint(' ', style).split(' ');
		codes = {open, close};
		saved.set(style, codes);
	}

	return codes;
}

/** In the order in which Ink's `Text` has them. How many colours there are chalk was told; see `session/colour-level`. */
function paint(text: string, {color, bold, dimColor, inverse, underline}: Style): string {
	let shown = dimColor === true ? chalk.dim(text) : text;

	if (color !== undefined) {
		shown = isName(color) ? chalk[color](shown) : chalk.hex(color)(shown);
	}

	shown = bold === true ? chalk.bold(shown) : shown;
	shown = underline === true ? chalk.underline(shown) : shown;
	return inverse === true ? chalk.inverse(shown) : shown;
}

function isName(color: string): color is ForegroundColorName {
	return foregroundColorNames.some(name => name === color);
}
