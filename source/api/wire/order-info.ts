import {orderFields, type OrderInfo} from '../../core/run-order.ts';
import {readFields} from './fields.ts';
import {readOutputs} from './outputs.ts';

/** Reads `data` of `GET /workflow/run/info`. An invalid or missing field becomes null. */
export function readOrderInfo(data: Readonly<Record<string, unknown>>): OrderInfo {
	// `inputs` has the same nested structure as `outputs`.
	const {outputs: inputs} = readOutputs(data['inputs']);
	return {
		...readFields(orderFields, data),
		inputs: inputs.map(({key, value}) => ({key, value})),
	};
}
