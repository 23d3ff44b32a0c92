import {compareMoney, noMoney, parseMoney, type Money} from '../../core/money/money.ts';
import type {RunError} from '../../core/run-error.ts';
import type {StepCounter} from '../../core/step-counter.ts';
import {foreignName, foreignProse} from '../../core/text/sanitize.ts';
import type {ForeignText} from '../../core/text/text.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

/** Reads a JSON value. Returns null, and never throws, for an invalid value. */
export type Reader<Value> = (value: unknown) => Value | null;

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

export function readPercent(value: unknown): number | null {
	const number = readNumber(value);
	return number === null ? null : Math.min(100, Math.max(0, number));
}

export function readName(value: unknown): ForeignText | null {
	const text = readScalar(value);
	return text === null || text === '' ? null : foreignName(text);
}

/** Reads a text of any length, such as a message. Returns null for empty text. Converts objects and arrays to JSON. */
export function readProse(value: unknown): ForeignText | null {
	if (value === null || value === undefined || value === '') {
		return null;
	}

	return foreignProse(readScalar(value) ?? compactJson(value));
}

export function readScalar(value: unknown): string | null {
	return typeof value === 'string'
		? value
		: typeof value === 'number' || typeof value === 'boolean'
			? String(value)
			: null;
}

export function isRecord(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The maximum nesting depth of a value that is passed to `JSON.stringify`. That function checks for cycles, which is
 * slow for deeply nested values. For a log that is full of such values, it would take minutes.
 */
const maxDepth = 64;

/** Converts a value to JSON in one line. Returns `[…]` or `{…}` for a value with more than 64 levels. */
export function compactJson(value: unknown): string {
	if (isDeeper(value, maxDepth)) {
		return Array.isArray(value) ? '[…]' : '{…}';
	}

	return JSON.stringify(value) ?? '';
}

function isDeeper(value: unknown, levels: number): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		(levels === 0 || Object.values(value).some(child => isDeeper(child, levels - 1)))
	);
}

/** Reads `data.error`. A value that is not an object becomes the reason. Null if all fields are empty. */
export function readRunError(value: unknown): RunError | null {
	const error: RunError = isRecord(value)
		? {
				reason: readProse(value['reason']) ?? readProse(value['message']),
				detail: readProse(value['detail']),
				engineCode: readName(value['engine_code']) ?? readName(value['code']),
				statusCode: readNumber(value['status_code']),
			}
		: {
				reason: value === false ? null : readProse(value),
				detail: null,
				engineCode: null,
				statusCode: null,
			};
	return Object.values(error).every(part => part === null) ? null : error;
}

/**
 * Reads the step counter of a log entry: `value` and `max`, such as 12 and 20 for step 12 of 20, and `fraction`, such
 * as 0.6. Null if all three are missing or invalid.
 */
export function readStep(item: JsonObject): StepCounter | null {
	// Fast path: most log entries have no step counter.
	if (item['max'] === undefined && item['value'] === undefined && item['fraction'] === undefined) {
		return null;
	}

	const step = {
		value: readNumber(item['value']),
		max: readNumber(item['max']),
		fraction: readNumber(item['fraction']),
	};
	return step.value === null && step.max === null && step.fraction === null ? null : step;
}
