import type {Redact} from '../../../api/redact.ts';
import {withoutQueries} from '../../../core/text/without-secrets.ts';

/** Returns a copy of a JSON value without secrets. */
export type RedactRecording = <Value>(value: Value) => Value;

/** The maximum depth of nested values. Deeper values, which no real response has, would overflow the stack. */
const maxDepth = 200;
const truncationMark = '[…]';
/** The names of a recording and of the API. A short key may be one of these words. */
const fieldName = /^[a-z_]+$/;

/**
 * Returns a function that replaces secrets: the API key (also in Base64 and some other encodings), and the query of
 * each URL, because it may contain a signature that gives access to a file.
 */
export function recordingRedactor(redact: Redact): RedactRecording {
	const clean = (text: string): string => withoutQueries(redact(text));

	function scrub(value: unknown, depth: number): unknown {
		if (typeof value === 'string') {
			return clean(value);
		}

		if (typeof value === 'number') {
			const text = String(value);
			const kept = redact(text);
			// Record an infinite number as text, since JSON has only finite numbers.
			return kept === text && Number.isFinite(value) ? value : kept;
		}

		if (typeof value !== 'object' || value === null) {
			return value;
		}

		if (depth === maxDepth) {
			return truncationMark;
		}

		return Array.isArray(value)
			? value.map(item => scrub(item, depth + 1))
			: Object.fromEntries(
					Object.entries(value).map(([key, child]) => [
						fieldName.test(key) ? key : clean(key),
						scrub(child, depth + 1),
					]),
				);
	}

	return <Value>(value: Value) => scrub(value, 0) as Value;
}
