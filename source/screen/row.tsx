import {Text} from 'ink';
import {hyperlink} from '../terminal/hyperlink.ts';
import {memo, type ReactNode} from 'react';
import {mergeSpans, type Line, type Span} from './line.ts';
import type {Look} from './look.ts';

export type RowProps = {readonly line: Line; readonly look: Look};

/**
 * A line of the screen. It is as wide as the terminal already; `truncate` only keeps Ink from breaking it where the
 * two of them disagree about a width.
 */
export const Row = memo(
	({line, look}: RowProps) => (
		<Text wrap="truncate">
			{mergeSpans(line).map((piece, index) => drawSpan(piece, index, look))}
		</Text>
	),
	(before, after) => before.look === after.look && sameLine(before.line, after.line),
);

function drawSpan({text, tone, link, painted}: Span, index: number, look: Look): ReactNode {
	if (painted !== undefined) {
		return painted;
	}

	const shown = link !== undefined && look.hyperlinks ? hyperlink(text, link) : text;
	return tone === undefined ? (
		shown
	) : (
		<Text key={index} {...look.theme[tone]}>
			{shown}
		</Text>
	);
}

function sameLine(before: Line, after: Line): boolean {
	return (
		before.length === after.length &&
		before.every((piece, index) => {
			const other = after[index];
			return (
				piece.text === other?.text &&
				piece.tone === other.tone &&
				piece.painted === other.painted &&
				piece.link?.href === other.link?.href
			);
		})
	);
}
