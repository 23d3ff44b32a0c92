import type {ExecutionResponse} from '../../core/execution.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {runFields} from '../../core/run-fields.ts';
import {ApiError} from '../errors.ts';
import {readFields} from './fields.ts';
import {readLogs} from './logs.ts';
import {readOutputs} from './outputs.ts';
import {phaseOf} from './phase.ts';
import {isRecord, readCost, readRunError} from './readers.ts';

const costNames = ['total_cost', 'compute_cost', 'external_model_cost'] as const;

/**
 * Reads `data` of `GET /workflow/run/execution`. Throws an `ApiError` if the status is missing; other invalid fields
 * become null. `known` is the log of the previous response; equal entries are reused.
 */
export function readExecution(data: unknown, known: readonly LogEntry[] = []): ExecutionResponse {
	const object = isRecord(data) ? data : {};
	const {status, ...fields} = readFields(runFields, object);

	if (status === null) {
		throw new ApiError('malformed', {detail: 'an execution without a status'});
	}

	const {outputs, leftOut} = readOutputs(object['outputs']);
	return {
		execution: {
			...fields,
			status,
			phase: phaseOf(status.exact),
			isCostUnreadable:
				fields.totalCost === null && costNames.some(name => isUnreadable(object[name])),
			error: readRunError(object['error']),
			outputs,
			outputsLeftOut: leftOut,
		},
		logs: readLogs(object['logs'], known),
	};
}

/** Returns whether the service has sent a cost, but not one that can be read. */
function isUnreadable(cost: unknown): boolean {
	return (cost ?? '') !== '' && readCost(cost) === null;
}
