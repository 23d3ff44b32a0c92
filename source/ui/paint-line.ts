import chalk, {type ForegroundColorName} from 'chalk';
import {hyperlink} from '../terminal/status-sequences.ts';
import {mergeSpans, type Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import type {Style} from './theme/theme.ts';

/**
 * Returns the text of a line with its styles as escape sequences. A `<Text>` of Ink for each span would do the same,
 * but would take twice as long to draw a screen of 200×50 cells.
 */
export function paintLine(line: Line, {theme, hyperlinks}: Appearance): string {
	return mergeSpans(line)
		.map(({text, painted, styleName, link}) => {
			const label = link !== undefined && hyperlinks ? hyperlink(text, link) : text;

			if (painted !== undefined || styleName === undefined) {
				return painted ?? label;
			}

			const style = theme[styleName];
			// A terminal would underline spaces at both ends too, so these get no style.
			const isUnderlined = style.underline === true && style.inverse !== true;
			const [, start = '', core = label, end = ''] =
				(isUnderlined && /^(\s*)(.*?)(\s*)$/su.exec(label)) || [];
			return start + paint(core, style) + end;
		})
		.join('');
}

/** Applies the styles in the order of Ink's `<Text>`. */
function paint(text: string, style: Style): string {
	let painted = style.dimColor === true ? chalk.dim(text) : text;
	painted = style.color === undefined ? painted : chalkOf(style.color)(painted);
	painted = style.bold === true ? chalk.bold(painted) : painted;
	painted = style.underline === true ? chalk.underline(painted) : painted;
	return style.inverse === true ? chalk.inverse(painted) : painted;
}

function chalkOf(color: string) {
	const [, index] = /^ansi256\((\d+)\)$/.exec(color) ?? [];

	if (index !== undefined) {
		return chalk.ansi256(Number(index));
	}

	return color.startsWith('#') ? chalk.hex(color) : chalk[color as ForegroundColorName];
}
