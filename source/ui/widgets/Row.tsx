import chalk, {type ForegroundColorName} from 'chalk';
import {Text} from 'ink';
import {memo} from 'react';
import {hyperlink} from '../../terminal/status-sequences.ts';
import {useAppearance} from '../appearance-context.ts';
import {blank, fitLine, mergeSpans, type Line, type Span} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';
import type {Style} from '../theme/theme.ts';

type RowProps = {
	readonly line: Line;
	/** In cells. The line is cut or padded to it. The last cell stays empty. */
	readonly width: number;
	readonly isHighlighted?: boolean;
};

/**
 * One row of a pane. The text is cut before Ink receives it, because Ink would measure the whole text. `truncate-end`
 * prevents wrapping if Ink measures a larger width than `fitLine`.
 */
export const Row = memo(
	function Row({line, width, isHighlighted = false}: RowProps) {
		const appearance = useAppearance();
		const {theme, glyphs} = appearance;
		const fitted = [...fitLine(line, width - 1, glyphs.ellipsis), blank(1)];
		// If the theme has no background color for a highlighted row, the row is inverse. Its text colors are then
		// removed, because they would become different background colors.
		const isInverse = isHighlighted && theme.selected.backgroundColor === undefined;
		return (
			<Text wrap="truncate-end" {...(isHighlighted ? theme.selected : {})}>
				{paintLine(isInverse ? fitted.map(withoutStyle) : fitted, appearance)}
			</Text>
		);
	},
	(before, after) =>
		before.width === after.width &&
		before.isHighlighted === after.isHighlighted &&
		isSameLine(before.line, after.line),
);

function withoutStyle({text, link}: Span): Span {
	return link === undefined ? {text} : {text, link};
}

export function Rows({lines, width}: {readonly lines: readonly Line[]; readonly width: number}) {
	return lines.map((line, index) => <Row key={index} line={line} width={width} />);
}

/** Draws a line, which the caller has cut, without padding it. */
export function LineText({line}: {readonly line: Line}) {
	return <Text wrap="truncate-end">{paintLine(line, useAppearance())}</Text>;
}

function isSameLine(before: Line, after: Line): boolean {
	const isSame = (a: Span, b: Span | undefined) =>
		a.text === b?.text &&
		a.styleName === b.styleName &&
		a.painted === b.painted &&
		a.link?.href === b.link?.href;
	return before.length === after.length && before.every((span, at) => isSame(span, after[at]));
}

/**
 * Returns the text of a line with its styles as escape sequences. A `<Text>` of Ink for each span would do the same,
 * but would take twice as long to draw a screen of 200×50 cells.
 */
function paintLine(line: Line, {theme, hyperlinks}: Appearance): string {
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
