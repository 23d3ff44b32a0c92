import type {FieldsOf, FieldTable, FieldType, FieldValues} from '../../core/field.ts';
import {parseMoney} from '../../core/money/money.ts';
import {isRecord, readAmount, readName, readPercent, readProse, type Reader} from './readers.ts';
import {parseTime} from './time.ts';

const readers: {readonly [Type in FieldType]: Reader<FieldValues[Type]>} = {
	name: readName,
	prose: readProse,
	number: readAmount,
	integer: readAmount,
	percent: readPercent,
	money: parseMoney,
	time: parseTime,
};

/**
 * Reads from `data` those fields of `table` that have a name in the API (`api`), each as its `type`. An invalid or
 * missing field becomes null.
 */
export function readFields<Table extends FieldTable>(
	table: Table,
	data: Readonly<Record<string, unknown>>,
): FieldsOf<Table> {
	const fields: Record<string, FieldValues[FieldType] | null> = {};

	for (const [name, field] of Object.entries(table)) {
		if (field.api !== undefined) {
			const object = field.parent === undefined ? data : data[field.parent];
			fields[name] = isRecord(object) ? readers[field.type](object[field.api]) : null;
		}
	}

	return fields as FieldsOf<Table>;
}
