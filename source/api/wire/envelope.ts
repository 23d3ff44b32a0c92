import * as v from 'valibot';
import type {RunError} from '../../core/run-error.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {field, isRecord, readNumber, readProse} from './readers.ts';
import {readRunError} from './run-error.ts';

/** What stands around every answer: `{code, msg, data}`. */
export type Envelope = {
	readonly succeeded: boolean;
	/** The code as a number; null where it is a word. */
	readonly code: number | null;
	/** The code as it came, for the technical detail. */
	readonly codeText: string;
	/** `msg`. */
	readonly message: ForeignText | null;
	/** `data` where it is an object, else null. */
	readonly data: Readonly<Record<string, unknown>> | null;
	/** `data.error`: of the run where the question succeeded, else of the question. */
	readonly error: RunError | null;
};

/** Why a body is no envelope, in technical words. */
export type UnreadableBody = {readonly why: string; readonly cause: unknown};

const envelope = v.object({
	code: v.union([v.number(), v.pipe(v.string(), v.nonEmpty())]),
	msg: field(readProse),
	data: field(value => (isRecord(value) ? value : null)),
	// The documentation's own sample writes the error of a question like this.
	'data.error': field(readRunError),
});

/** Reads the envelope from the text of a body. Never throws. */
export function readEnvelope(text: string): Envelope | UnreadableBody {
	const json = parseJson(text);

	if ('why' in json) {
		return json;
	}

	const {success, output} = v.safeParse(envelope, json.value);

	if (!success) {
		return {why: 'JSON that is no answer of this API', cause: undefined};
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
		return {why: whyNoJson(text), cause};
	}
}

function whyNoJson(text: string): string {
	const start = text.trimStart().slice(0, 1);

	if (start === '') {
		return 'an empty body';
	}

	return start === '<' ? 'HTML instead of JSON' : 'broken or cut JSON';
}
