import * as v from 'valibot';
import type {RunError} from '../../core/run-error.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {field, isRecord, readNumber, readProse} from './readers.ts';
import {readRunError} from './run-error.ts';

/** The envelope of every response: `{code, msg, data}`. */
export type Envelope = {
	readonly succeeded: boolean;
	/** `code`; null if it is not a number. */
	readonly code: number | null;
	/** `code` as text, for error details. */
	readonly codeText: string;
	/** `msg`. */
	readonly message: ForeignText | null;
	/** `data`, if it is an object. */
	readonly data: Readonly<Record<string, unknown>> | null;
	/** `data.error`: with code 0 the error of the run, else of the request. */
	readonly error: RunError | null;
};

export type UnreadableBody = {readonly why: string; readonly cause: unknown};

const envelope = v.object({
	code: v.union([v.number(), v.pipe(v.string(), v.nonEmpty())]),
	msg: field(readProse),
	data: field(value => (isRecord(value) ? value : null)),
	// The documentation's example of a failed request has this key.
	'data.error': field(readRunError),
});

export function readEnvelope(text: string): Envelope | UnreadableBody {
	const json = parseJson(text);

	if ('why' in json) {
		return json;
	}

	const {success, output} = v.safeParse(envelope, json.value);

	if (!success) {
		return {why: 'JSON that is not a response of this API', cause: undefined};
	}

	const code = readNumber(output.code);
	return {
		succeeded: code === 0,
		code,
		codeText: String(output.code),
		message: output.msg,
		data: output.data,
		error: readRunError(output.data?.['error']) ?? output['data.error'],
	};
}

function parseJson(text: string): {readonly value: unknown} | UnreadableBody {
	try {
		return {value: JSON.parse(text) as unknown};
	} catch (cause) {
		return {why: invalidJsonReason(text), cause};
	}
}

function invalidJsonReason(text: string): string {
	const start = text.trimStart().slice(0, 1);

	if (start === '') {
		return 'an empty body';
	}

	return start === '<' ? 'HTML instead of JSON' : 'broken or cut JSON';
}
