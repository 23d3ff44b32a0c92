import type {RunError} from '../../core/run-error.ts';
import {isRecord, readName, readNumber, readProse} from './readers.ts';

/**
 * `data.error`: why a run failed, or why a question did. `code` and `message` are taken for `engine_code` and `reason`
 * where those are missing; an error that is no object is its own reason. Null when it says nothing.
 */
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
