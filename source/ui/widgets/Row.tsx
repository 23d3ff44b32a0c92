import {Text} from 'ink';
import {memo} from 'react';
import {useAppearance} from '../appearance-context.ts';
import {blank, fitLine, type Line, type Span} from '../line.ts';
import {paintLine} from '../paint-line.ts';

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
