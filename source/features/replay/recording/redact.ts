import type {Redact} from '../../../api/redact.ts';
import {withoutQueries} from '../../../core/text/without-queries.ts';

/** Copies a JSON value without secrets, in the same shape. */
export type RedactRecording = <Value>(value: Value) => Value;

/** Deeper than any response is read. */
const maxDepth = 200;
const truncationMark = '[…]';

/**
 * Removes the API key in any form and the query of every address, since a signature gives access to the file.
 * Everything else stays unchanged.
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
			// JSON has no non-finite numbers; they become text.
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
					Object.entries(value).map(([key, child]) => [clean(key), scrub(child, depth + 1)]),
				);
	}

	return <Value>(value: Value) => scrub(value, 0) as Value;
}
