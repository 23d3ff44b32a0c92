import type {StepCounter} from '../../core/log/log-entry.ts';
import {memoizeByObject} from '../../core/memoize.ts';
import {compareMoney, noMoney, parseMoney, type Money} from '../../core/money/money.ts';
import type {RunError} from '../../core/problem.ts';
import type {FieldsOf, FieldTable, FieldType, FieldValues} from '../../core/run-fields.ts';
import {foreignName, foreignProse, type ForeignText} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';

// Each reader takes a JSON value. It returns null, and never throws, for an invalid one.

export type JsonObject = Readonly<Record<string, unknown>>;

export function isRecord(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a finite number, also one that is written as a text, such as `"12.5"`. */
export function readNumber(value: unknown): number | null {
	const number =
		typeof value === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value)
			? Number(value)
			: value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** Reads a number. Returns null for a negative one, because the service uses -1 for unknown counts. */
export function readAmount(value: unknown): number | null {
	const number = readNumber(value);
	return number === null || number < 0 ? null : number;
}

/** Reads an amount of money. Returns null for a negative one, because it would cancel the costs of other runs in a sum. */
export function readCost(value: unknown): Money | null {
	const cost = parseMoney(value);
	return cost === null || compareMoney(cost, noMoney) < 0 ? null : cost;
}

/** Reads a number, limited to the range from 0 to 100. */
export function readPercent(value: unknown): number | null {
	const number = readNumber(value);
	return number === null ? null : Math.min(100, Math.max(0, number));
}

/** Reads an id or another name. Returns null for a number so large that its last digits are lost. */
export function readName(value: unknown): ForeignText | null {
	const text = Number.isInteger(value) && !Number.isSafeInteger(value) ? null : readScalar(value);
	return text === null || text === '' ? null : foreignName(text);
}

/** Reads a text of any length, such as a message. Returns null for empty text. Converts objects and arrays to JSON. */
export function readProse(value: unknown): ForeignText | null {
	return value === null || value === undefined || value === ''
		? null
		: foreignProse(readScalar(value) ?? compactJson(value));
}

export function readScalar(value: unknown): string | null {
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: null;
}

/**
 * Converts a value to JSON on one line. Writes a value nested more than 64 levels deep as `[…]` or `{…}`, since
 * `JSON.stringify` would take minutes for a log that is full of them.
 */
export function compactJson(value: unknown): string {
	const isDeeper = (node: unknown, levels: number): boolean =>
		typeof node === 'object' &&
		node !== null &&
		(levels === 0 || Object.values(node).some(child => isDeeper(child, levels - 1)));
	return isDeeper(value, 64)
		? Array.isArray(value)
			? '[…]'
			: '{…}'
		: (JSON.stringify(value) ?? '');
}

/** Reads `data.error`. A value that is not an object becomes the reason. Null if all fields are empty. */
export function readRunError(value: unknown): RunError | null {
	const object = isRecord(value) ? value : {reason: value === false ? null : value};
	const error: RunError = {
		reason: readProse(object['reason']) ?? readProse(object['message']),
		detail: readProse(object['detail']),
		engineCode: readName(object['engine_code']) ?? readName(object['code']),
		statusCode: readNumber(object['status_code']),
	};
	return Object.values(error).every(part => part === null) ? null : error;
}

/**
 * Reads the step counter of a log entry: `value` and `max`, such as 12 and 20 for step 12 of 20, and `fraction`, such
 * as 0.6. Null if all three are missing or invalid.
 */
export function readStep({value, max, fraction}: JsonObject): StepCounter | null {
	// Fast path: most log entries have no step counter.
	if (max === undefined && value === undefined && fraction === undefined) {
		return null;
	}

	const step = {value: readNumber(value), max: readNumber(max), fraction: readNumber(fraction)};
	return step.value === null && step.max === null && step.fraction === null ? null : step;
}

/**
 * Parses RFC 3339 with `Z` or an offset, `YYYY-MM-DD HH:MM:SS` in UTC+8, both also as other languages print them, and Unix
 * time in seconds or in a smaller unit. Null for other values, and for times before 1970, such as `0001-01-01T00:00:00Z`,
 * which means "not yet".
 */
export function parseTime(value: unknown): Instant | null {
	const instant =
		typeof value === 'number'
			? fromUnix(value)
			: typeof value === 'string'
				? fromText(value)
				: Number.NaN;
	return Number.isFinite(instant) && instant > 0 ? instant : null;
}

/** The form of most times in logs. Parsing any other form takes three times as long, and each poll reads all entries. */
const utcTime = /^\d{4}-\d\d-(?:[01]\d|2[0-8])T\d\d:\d\d:\d\d(?:\.\d+)?Z$/;

function fromText(text: string): Instant {
	if (utcTime.test(text)) {
		return Date.parse(text);
	}

	const trimmed = text.trim();
	return /^\d+(\.\d+)?$/.test(trimmed) ? fromUnix(Number(trimmed)) : fromDateTime(trimmed);
}

/** Units of Unix time, how many are in a millisecond, and a limit: in this unit, a larger number would be after the year 5000. */
const unixUnits = [
	['s', 1e-3, 1e11],
	['ms', 1, 1e14],
	['us', 1e3, 1e17],
	['ns', 1e6, 1e20],
] as const;

/** Returns the unit of a Unix time; `?` and `NaN` for a number that is none. */
export function unixUnit(value: number): readonly [name: string, perMs: number] {
	const [name, perMs] = unixUnits.find(([, , limit]) => value < limit) ?? ['?', Number.NaN];
	return [name, perMs];
}

function fromUnix(value: number): Instant {
	return Math.round(value / unixUnit(value)[1]);
}

/** Go appends the name of the zone to the offset, and PostgreSQL leaves out the minutes of the offset. */
const dateTime =
	/^(\d{4})([-/])(\d{2})\2(\d{2})[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?(?:(Z|UTC|GMT)|([+-]\d{2}):?(\d{2})?(?: [A-Z]{3,4})?)?$/i;

function fromDateTime(text: string): Instant {
	const match = dateTime.exec(text);

	if (match === null) {
		return Number.NaN;
	}

	// API times without a zone are in UTC+8.
	const [, year, , month, day, time = '', utc, hours = '+08', minutes = '00'] = match;
	const date = `${year}-${month}-${day}`;
	const zone = utc === undefined ? `${hours}:${minutes}` : 'Z';
	// `Date.parse` takes February 30 for March 2.
	const isDay = Number(day) <= 28 || new Date(date).getUTCDate() === Number(day);
	return isDay ? Date.parse(`${date}T${time.replace(',', '.')}${zone}`) : Number.NaN;
}

const readers: {
	readonly [Type in FieldType]: (value: unknown) => FieldValues[Type] | null;
} = {
	name: readName,
	prose: readProse,
	number: readAmount,
	integer: readAmount,
	percent: readPercent,
	money: readCost,
	time: parseTime,
};

/** Returns whether a value has a form of this type. Empty texts count as null. Amounts may be negative, as a balance may. */
export function isReadable(value: unknown, type: FieldType): boolean {
	return value === '' || (type === 'money' ? parseMoney : readers[type])(value) !== null;
}

/** Returns the fields of a table that have a name in the API, with their names in this program. */
export const apiFields = memoizeByObject((table: FieldTable) =>
	Object.entries(table).flatMap(([name, field]) =>
		field.api === undefined ? [] : [[name, field] as const],
	),
);

/** Reads from `data` the fields of `table` that have a name in the API (`api`), each by its `type`. */
export function readFields<Table extends FieldTable>(
	table: Table,
	data: JsonObject,
): FieldsOf<Table> {
	const fields: Record<string, FieldValues[FieldType] | null> = {};

	for (const [name, {api, parent, type}] of apiFields(table)) {
		const object = parent === undefined ? data : data[parent];
		fields[name] = isRecord(object) ? readers[type](object[api]) : null;
	}

	return fields as FieldsOf<Table>;
}
