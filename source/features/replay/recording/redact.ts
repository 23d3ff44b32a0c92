import type {Redact} from '../../../api/redact.ts';
import {isRecord} from '../../../api/wire/readers.ts';
import {withoutQueries} from '../../../core/text/without-secrets.ts';

/** Returns a copy of a JSON value without secrets. */
export type RedactRecording = <Value>(value: Value) => Value;

/**
 * Returns a function that replaces secrets: the API key (also in Base64 and some other encodings), and the query of
 * each URL, because it may contain a signature that gives access to a file.
 */
export function recordingRedactor(redact: Redact): RedactRecording {
	const clean = (text: string): string => withoutQueries(redact(text));

	function scrub(value: unknown): unknown {
		if (typeof value === 'string') {
			return clean(value);
		}

		if (typeof value === 'number') {
			const text = String(value);
			const kept = redact(text);
			// Record an infinite number as text, since JSON has only finite numbers.
			return kept === text && Number.isFinite(value) ? value : kept;
		}

		if (Array.isArray(value)) {
			return value.map(scrub);
		}

		return isRecord(value)
			? Object.fromEntries(Object.entries(value).map(([key, child]) => [clean(key), scrub(child)]))
			: value;
	}

	return <Value>(value: Value) => scrub(value) as Value;
}
