import {fieldLines, type Field} from '../fields.ts';
import {Row} from './Row.tsx';

export type FieldsProps = {
	readonly fields: readonly Field[];
	/** The width in cells. */
	readonly width: number;
};

/** Labels and values in two columns. */
export function Fields({fields, width}: FieldsProps) {
	return fieldLines(fields).map((line, index) => <Row key={index} line={line} width={width} />);
}
