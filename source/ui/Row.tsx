import {Text} from 'ink';
import {memo} from 'react';
import type {Line} from './line.ts';
import type {Appearance} from './theme/appearance.ts';
import {paintLine} from './theme/paint.ts';

export type RowProps = {readonly line: Line; readonly appearance: Appearance};

/**
 * A row of the screen, as wide as the terminal. `truncate` prevents wrapping where Ink measures a width differently.
 */
export const Row = memo(
	({line, appearance}: RowProps) => <Text wrap="truncate">{paintLine(line, appearance)}</Text>,
	(before, after) => before.appearance === after.appearance && sameLine(before.line, after.line),
);

function sameLine(before: Line, after: Line): boolean {
	return (
		before.length === after.length &&
		before.every((piece, index) => {
			const other = after[index];
			return (
				piece.text === other?.text &&
				piece.styleName === other.styleName &&
				piece.painted === other.painted &&
				piece.link?.href === other.link?.href
			);
		})
	);
}
