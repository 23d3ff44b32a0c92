import type {Money} from './money/money.ts';
import type {ForeignText} from './text/text.ts';
import type {Instant} from './time/clock.ts';

/** The types of the fields in API responses. They decide how a field is parsed, written as JSON and shown. */
export type FieldValues = {
	/** An id, a status or another name. */
	readonly name: ForeignText;
	readonly prose: ForeignText;
	/** A number of at least 0. */
	readonly number: number;
	/** A whole number of at least 0. */
	readonly integer: number;
	/** A number from 0 to 100. */
	readonly percent: number;
	readonly money: Money;
	readonly time: Instant;
};

export type FieldType = keyof FieldValues;

export type ApiField = {
	readonly api: string;
	/** The key of the object in the response that contains the field; undefined if the field is at the top level. */
	readonly parent?: string;
	readonly type: FieldType;
};

/** A field that this program computes. */
export type DerivedField = {readonly api?: undefined; readonly type: FieldType};

export type FieldTable = Readonly<Record<string, ApiField | DerivedField>>;

/** The names of those fields in a table that come from the API. The other fields are computed by this program. */
export type ApiFieldName<Table> = {
	[Name in keyof Table]: Table[Name] extends ApiField ? Name : never;
}[keyof Table];

/** The result of parsing a response with a table of fields. A field that is missing or has the wrong type is null. */
export type FieldsOf<Table extends FieldTable> = {
	readonly [Name in ApiFieldName<Table>]: FieldValues[Table[Name]['type']] | null;
};
