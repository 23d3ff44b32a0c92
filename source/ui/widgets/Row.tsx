import {Text} from 'ink';
import {memo, type ReactNode} from 'react';
import {hyperlink} from '../../terminal/status-sequences.ts';
import {useAppearance} from '../appearance-context.ts';
import {blank, fitLine, mergeSpans, type Line, type Span} from '../line.ts';
import type {Appearance} from '../theme/appearance.ts';

type RowProps = {
	readonly line: Line;
	/**
	 * The width in cells. The line is cut or padded to this width. The last cell stays empty, so that text does not touch
	 * the border of the pane.
	 */
	readonly width: number;
	readonly isHighlighted?: boolean;
};

/**
 * One row of a pane. The text is already cut when Ink receives it, because Ink would measure the whole text before
 * cutting it, which is slow for a long text. `truncate-end` prevents wrapping if Ink measures a larger width than
 * `fitLine`.
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
				{spanTexts(isInverse ? fitted.map(withoutStyle) : fitted, appearance)}
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

type RowsProps = {
	readonly lines: readonly Line[];
	/** The width in cells. */
	readonly width: number;
};

export function Rows({lines, width}: RowsProps) {
	return lines.map((line, index) => <Row key={index} line={line} width={width} />);
}

/**
 * Draws a line without padding it. Can also be a part of a row, inside another `<Text>`. The caller should cut a long
 * line: Ink would cut it too, but would first measure the whole text, which is slow.
 */
export const LineText = memo(
	function LineText({line}: {readonly line: Line}) {
		return <Text wrap="truncate-end">{spanTexts(line, useAppearance())}</Text>;
	},
	(before, after) => isSameLine(before.line, after.line),
);

function spanTexts(line: Line, appearance: Appearance): ReactNode {
	return mergeSpans(line).map((span, index) => (
		<SpanText key={index} span={span} appearance={appearance} />
	));
}

function SpanText({span, appearance}: {readonly span: Span; readonly appearance: Appearance}) {
	const {text, painted, styleName, link} = span;
	const label = link !== undefined && appearance.hyperlinks ? hyperlink(text, link) : text;

	if (painted !== undefined || styleName === undefined) {
		return painted ?? label;
	}

	const style = appearance.theme[styleName];
	// A terminal would underline spaces at both ends too, so these get no style.
	const isUnderlined = style.underline === true && style.inverse !== true;
	const [, start = '', core = label, end = ''] =
		(isUnderlined && /^(\s*)(.*?)(\s*)$/su.exec(label)) || [];
	return (
		<>
			{start}
			<Text {...style}>{core}</Text>
			{end}
		</>
	);
}

function isSameLine(before: Line, after: Line): boolean {
	return (
		before === after ||
		(before.length === after.length &&
			before.every((span, index) => {
				const other = after[index];
				return (
					span.text === other?.text &&
					span.styleName === other.styleName &&
					span.painted === other.painted &&
					span.link?.href === other.link?.href
				);
			}))
	);
}
