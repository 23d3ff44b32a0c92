import type {RunError} from '../../core/run-error.ts';
import {isRecord, readName, readNumber, readProse} from './readers.ts';

/**
 * Reads `data.error`: why a run, or a request, failed. `code` and `message` replace missing `engine_code` and `reason`. A value that is
 * not an object is the reason. Null if empty.
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
