import type {RunError} from '../../core/run-error.ts';
import type {ForeignText} from '../../core/text/text.ts';
import {isRecord, readNumber, readProse, readRunError} from './readers.ts';

/** The outer object of every response: `{code, msg, data}`. */
export type Envelope = {
	readonly succeeded: boolean;
	readonly code: number | null;
	readonly codeText: string;
	readonly message: ForeignText | null;
	readonly data: Readonly<Record<string, unknown>> | null;
	/** The field `data.error`. If `code` is 0, it explains why the run failed; otherwise, why the request failed. */
	readonly error: RunError | null;
};

export type UnreadableBody = {readonly why: string; readonly cause: unknown};

export function readEnvelope(text: string): Envelope | UnreadableBody {
	const json = parseJson(text);

	if ('why' in json) {
		return json;
	}

	const {value} = json;

	if (!isRecord(value) || !isCode(value['code'])) {
		return {why: 'JSON that is not a response of this API', cause: undefined};
	}

	const code = readNumber(value['code']);
	const data = isRecord(value['data']) ? value['data'] : null;
	return {
		succeeded: code === 0,
		code,
		codeText: String(value['code']),
		message: readProse(value['msg']),
		data,
		// In the documentation, the example of a failed request has a key with the literal name `data.error`.
		error: readRunError(data?.['error']) ?? readRunError(value['data.error']),
	};
}

function isCode(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && value !== '');
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
