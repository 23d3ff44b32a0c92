import type {Redact} from '../../../api/redact.ts';
import {withoutQueries} from '../../../core/text/without-queries.ts';

/** Makes a copy of a JSON value that may be kept in a file. It has the same shape. */
export type RedactRecording = <Value>(value: Value) => Value;

/** Deeper than anything in an answer is read. */
const maxDepth = 200;
const truncationMark = '[…]';

/**
 * Makes the function that takes out of an answer what must not be kept: the key in any form, and the query of every
 * address, since a signature in it opens the file to whoever has it. Everything else stays exactly as it was.
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
			// JSON has no word for what is not finite, and such a number is shown as its text.
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
