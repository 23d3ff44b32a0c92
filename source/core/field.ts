import type {Money} from './money/money.ts';
import type {ForeignText} from './text/text.ts';
import type {Instant} from './time/clock.ts';

/**
 * The types of plain fields, and the type of each value in memory. The parser of a field, its JSON and its text on the
 * screen follow from the type.
 */
export type FieldValues = {
	/** An id, a status or another name. */
	readonly name: ForeignText;
	readonly prose: ForeignText;
	/** Not negative. */
	readonly number: number;
	/** Whole, not negative. */
	readonly integer: number;
	/** 0 to 100. */
	readonly percent: number;
	readonly money: Money;
	readonly time: Instant;
};

export type FieldType = keyof FieldValues;

export type ApiField = {
	readonly api: string;
	/** The object of the response that contains the field; undefined for the top level. */
	readonly parent?: string;
	readonly type: FieldType;
};

/** The names in this program of the API fields in a table. */
export type ApiFieldName<Table> = {
	[Name in keyof Table]: Table[Name] extends ApiField ? Name : never;
}[keyof Table];

/** The object that a table of fields describes. A field that is missing or has a wrong type is null. */
export type FieldsOf<Table extends Readonly<Record<string, {readonly type: FieldType}>>> = {
	readonly [Name in ApiFieldName<Table>]: FieldValues[Table[Name]['type']] | null;
};
