import type {FieldsOf, FieldTable, FieldType, FieldValues} from '../../core/field.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {
	isRecord,
	readAmount,
	readCost,
	readName,
	readPercent,
	readProse,
	type Reader,
} from './readers.ts';
import {parseTime} from './time.ts';

const readers: {readonly [Type in FieldType]: Reader<FieldValues[Type]>} = {
	name: readName,
	prose: readProse,
	number: readAmount,
	integer: readAmount,
	percent: readPercent,
	money: readCost,
	time: parseTime,
};

const apiFields = memoizeByObject((table: FieldTable) =>
	Object.entries(table).flatMap(([name, field]) =>
		field.api === undefined ? [] : [[name, field] as const],
	),
);

/**
 * Reads from `data` those fields of `table` that have a name in the API (`api`), each as its `type`. An invalid or
 * missing field becomes null.
 */
export function readFields<Table extends FieldTable>(
	table: Table,
	data: Readonly<Record<string, unknown>>,
): FieldsOf<Table> {
	const fields: Record<string, FieldValues[FieldType] | null> = {};

	for (const [name, {api, parent, type}] of apiFields(table)) {
		const object = parent === undefined ? data : data[parent];
		fields[name] = isRecord(object) ? readers[type](object[api]) : null;
	}

	return fields as FieldsOf<Table>;
}
