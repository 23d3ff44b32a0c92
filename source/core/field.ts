import type {Money} from './money/money.ts';
import type {ForeignText} from './text/text.ts';
import type {Instant} from './time/clock.ts';

/**
 * The types of the fields in API responses, each with the TypeScript type of its values. The field type decides how a
 * field is parsed, written as JSON and shown on the screen.
 */
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

/**
 * The names of those fields in a table of field definitions that come from the API (they have the property `api`).
 * Fields that this program computes are left out.
 */
export type ApiFieldName<Table> = {
	[Name in keyof Table]: Table[Name] extends ApiField ? Name : never;
}[keyof Table];

/**
 * The object that results if a response is parsed with a table of field definitions. A field is null if the response
 * lacks it or its value has the wrong type.
 */
export type FieldsOf<Table extends Readonly<Record<string, {readonly type: FieldType}>>> = {
	readonly [Name in ApiFieldName<Table>]: FieldValues[Table[Name]['type']] | null;
};
