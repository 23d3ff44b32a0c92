import chalk, {foregroundColorNames, type ForegroundColorName} from 'chalk';
import {hyperlink} from '../../terminal/hyperlink.ts';
import {mergeSpans, type Line, type Span} from '../line.ts';
import type {Appearance} from './appearance.ts';
import type {Style} from './theme.ts';

/** The escape sequences before and after a text. */
type Codes = {readonly open: string; readonly close: string};

const noStyle: Style = {};
const codesCache = new WeakMap<Style, Codes>();

/**
 * A line as one text with escape sequences. A `<Text>` for each span would give the same output, but takes most of a
 * frame's time.
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

	const style = styleName === undefined ? noStyle : appearance.theme[styleName];
	// Underlined spaces would be visible.
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
	let codes = codesCache.get(style);

	if (codes === undefined) {
		const [open = '', close = ''] = withStyle(' ', style).split(' ');
		codes = {open, close};
		codesCache.set(style, codes);
	}

	return codes;
}

/** In the order of Ink's `Text`. `SwitchableAppearance` sets chalk's color level. */
function withStyle(text: string, {color, bold, dimColor, inverse, underline}: Style): string {
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
