import {blank, lineWidth, span, type Line} from '../line.ts';
import {Row} from './Row.tsx';

export type Field = {
	readonly label: string;
	/** One row each. */
	readonly rows: readonly Line[];
};

export type FieldsProps = {
	readonly fields: readonly Field[];
	/** In cells. */
	readonly width: number;
};

/** Labels and values in two columns. Further rows of a value are indented like its first. */
export function Fields({fields, width}: FieldsProps) {
	return fieldLines(fields).map((line, index) => <Row key={index} line={line} width={width} />);
}

/** The rows of `Fields` as data, for views that scroll. */
export function fieldLines(fields: readonly Field[]): readonly Line[] {
	const cells = labelCells(fields);
	return fields.flatMap(({label, rows}) =>
		rows.map((row, index) => [
			...(index === 0
				? [span(label, 'muted'), blank(cells - lineWidth([span(label)]))]
				: [blank(cells)]),
			...row,
		]),
	);
}

/** Cells of the label column, with the gap after it. */
export function labelCells(fields: ReadonlyArray<Pick<Field, 'label'>>): number {
	return 2 + Math.max(0, ...fields.map(({label}) => lineWidth([span(label)])));
}
