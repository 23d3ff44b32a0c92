import type {Line} from '../line.ts';
import {Row} from './Row.tsx';

export type RowsProps = {
	readonly lines: readonly Line[];
	/** In cells. */
	readonly width: number;
	/** The index of the selected row; -1: none. */
	readonly selected?: number;
};

/** One row for each line. */
export function Rows({lines, width, selected = -1}: RowsProps) {
	return lines.map((line, index) => (
		<Row key={index} line={line} width={width} selected={index === selected} />
	));
}
