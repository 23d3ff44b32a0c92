import * as v from 'valibot';
import {parseMoney} from '../../core/money/money.ts';
import type {OrderInfo} from '../../core/run-order.ts';
import {readOutputs} from './outputs.ts';
import {field, readName, readProse} from './readers.ts';
import {parseTime} from './time.ts';

const infoData = v.object({
	workflow_id: field(readName),
	revision_id: field(readName),
	quote_amount: field(parseMoney),
	quote_currency: field(readName),
	freeze_status: field(readName),
	submission_status: field(readName),
	run_status: field(readName),
	settlement_status: field(readName),
	task_id: field(readName),
	prompt_id: field(readName),
	compute_cost: field(parseMoney),
	external_model_cost: field(parseMoney),
	total_cost: field(parseMoney),
	final_amount: field(parseMoney),
	released_amount: field(parseMoney),
	error_code: field(readName),
	error_message: field(readProse),
	created_at: field(parseTime),
	updated_at: field(parseTime),
	// Inputs are texts under paths of keys, as outputs are.
	inputs: v.fallback(v.pipe(v.unknown(), v.transform(readOutputs)), {outputs: [], leftOut: 0}),
});

/** `data` of `GET /workflow/run/info`. What is wrong or missing is null; it never throws. */
export function readOrderInfo(data: Readonly<Record<string, unknown>>): OrderInfo {
	const info = v.parse(infoData, data);
	return {
		workflowId: info.workflow_id,
		revisionId: info.revision_id,
		quoteAmount: info.quote_amount,
		currency: info.quote_currency,
		freezeStatus: info.freeze_status,
		submissionStatus: info.submission_status,
		runStatus: info.run_status,
		settlementStatus: info.settlement_status,
		taskId: info.task_id,
		promptId: info.prompt_id,
		computeCost: info.compute_cost,
		externalModelCost: info.external_model_cost,
		totalCost: info.total_cost,
		finalAmount: info.final_amount,
		releasedAmount: info.released_amount,
		errorCode: info.error_code,
		errorMessage: info.error_message,
		createdAt: info.created_at,
		updatedAt: info.updated_at,
		inputs: info.inputs.outputs.map(({key, value}) => ({key, value})),
	};
}
