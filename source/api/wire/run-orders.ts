import {
	listedFields,
	orderFields,
	type OrderInfo,
	type RunOrder,
	type RunOrderPage,
} from '../../core/run-order.ts';
import {ApiError} from '../errors.ts';
import {readFields} from './fields.ts';
import {readOutputs} from './outputs.ts';
import {phaseOf} from './phase.ts';
import {isRecord, readAmount, readNumber, type JsonObject} from './readers.ts';

/** Reads the field `data` of `GET /workflow/run/info`. An invalid or missing field becomes null. */
export function readOrderInfo(data: JsonObject): OrderInfo {
	// `inputs` has the same nested structure as `outputs`.
	const {outputs: inputs} = readOutputs(data['inputs']);
	return {
		...readFields(orderFields, data),
		inputs: inputs.map(({key, value}) => ({key, value})),
	};
}

/** Reads `data` of `GET /workflow/run/list`, without items that have no id. Throws an `ApiError` for invalid `items`. */
export function readRunList(data: JsonObject): RunOrderPage {
	const {items, total, page_size: size} = data;

	if (!Array.isArray(items) && items !== null) {
		throw new ApiError('malformed', {detail: 'a list without items'});
	}

	const all: readonly unknown[] = items ?? [];
	return {
		orders: all.flatMap(item => readOrder(item) ?? []),
		count: all.length,
		total: readAmount(total),
		size: readNumber(size),
	};
}

function readOrder(item: unknown): RunOrder | null {
	const {id, ...fields} = readFields(listedFields, isRecord(item) ? item : {});
	const {status} = fields;
	return id === null
		? null
		: {...fields, id, phase: status === null ? 'other' : phaseOf(status.exact)};
}
