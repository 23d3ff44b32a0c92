import type {Line} from '../line.ts';
import {Row} from './Row.tsx';

export type RowsProps = {
	readonly lines: readonly Line[];
	/** The width in cells. */
	readonly width: number;
	/** The index of the selected row; -1 for none. */
	readonly selected?: number;
};

export function Rows({lines, width, selected = -1}: RowsProps) {
	return lines.map((line, index) => (
		<Row key={index} line={line} width={width} selected={index === selected} />
	));
}
