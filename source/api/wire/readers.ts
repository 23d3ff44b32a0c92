import * as v from 'valibot';
import type {ForeignText} from '../../core/text/text.ts';
import {foreignName, foreignProse} from '../../core/text/sanitize.ts';

/** Takes anything that JSON can hold, and gives null for what it cannot make sense of. Never throws. */
export type Reader<Value> = (value: unknown) => Value | null;

/**
 * A field of an object that is read by a reader. When it is missing or wrong it is null, and everything else in the
 * answer stands.
 */
export function field<Value>(read: Reader<Value>) {
	return v.fallback(v.pipe(v.unknown(), v.transform(read)), null);
}

/** A finite number, or text that is one. */
export function readNumber(value: unknown): number | null {
	const number =
		typeof value === 'string' && /^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/.test(value)
			? Number(value)
			: value;
	return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** A number that is not negative. The service writes -1 for "unknown" where it counts something. */
export function readAmount(value: unknown): number | null {
	const number = readNumber(value);
	return number === null || number < 0 ? null : number;
}

/** A percentage, brought into 0 to 100. */
export function readPercent(value: unknown): number | null {
	const number = readNumber(value);
	return number === null ? null : Math.min(100, Math.max(0, number));
}

/** An id, a status, a type or another name; numbers are names too, the empty text is none. */
export function readName(value: unknown): ForeignText | null {
	const text = readScalar(value);
	return text === null || text === '' ? null : foreignName(text);
}

/** A sentence. What is neither text nor null is shown as JSON rather than lost; the empty text is none. */
export function readProse(value: unknown): ForeignText | null {
	if (value === null || value === undefined || value === '') {
		return null;
	}

	return foreignProse(readScalar(value) ?? compactJson(value));
}

/** Text, or a number or a truth value as text. */
export function readScalar(value: unknown): string | null {
	return typeof value === 'string'
		? value
		: typeof value === 'number' || typeof value === 'boolean'
			? String(value)
			: null;
}

/** Whether something is a JSON object, neither null nor an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deeper values are not written: `JSON.stringify` compares each level with all above it, which takes minutes for a log of deep entries. */
const maxDepth = 64;

/** A parsed value in one line of JSON; `[…]` or `{…}` where it is too deep. */
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
