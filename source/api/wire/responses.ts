import {knownPhases, type ExecutionResponse, type Phase} from '../../core/execution.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {noMoney, parseMoney, type Balance} from '../../core/money/money.ts';
import {assetFields, type Asset} from '../../core/output/asset.ts';
import {readFileReference} from '../../core/output/file-value.ts';
import {kindOfApiName} from '../../core/output/kinds.ts';
import {runFields} from '../../core/run-fields.ts';
import {
	orderInfoFields,
	phaseTexts,
	runListFields,
	withInputNames,
	type OrderInfo,
	type OrderInput,
	type RunOrder,
	type RunOrderPage,
	type Workflow,
} from '../../core/run-order.ts';
import {foreignName, foreignTitle} from '../../core/text/sanitize.ts';
import {ApiError} from '../errors.ts';
import {readLogs} from './logs.ts';
import {readOutputs} from './outputs.ts';
import {
	isRecord,
	readAmount,
	readCost,
	readFields,
	readNumber,
	readProse,
	readRunError,
	readScalar,
	type JsonObject,
} from './readers.ts';

// Each function reads the field `data` of a response. A field that is missing or invalid becomes null. A response without
// the one field that makes it useful throws an `ApiError`.

/** Returns the phase for a status: `status` of an execution, or `run_status` of a run order. */
export function phaseOf(status: string): Phase {
	const text = status.trim().toLowerCase();
	return knownPhases.find(phase => phaseTexts(phase).includes(text)) ?? 'other';
}

/** `GET /workflow/run/execution`. `known` is the log of the previous response; equal entries are reused. */
export function readExecution(data: unknown, known: readonly LogEntry[] = []): ExecutionResponse {
	const object = isRecord(data) ? data : {};
	const {status, ...fields} = readFields(runFields, object);

	if (status === null) {
		throw new ApiError('malformed', {detail: 'an execution without a status'});
	}

	const costs = [object['total_cost'], object['compute_cost'], object['external_model_cost']];
	const isUnreadable = costs.some(cost => (cost ?? '') !== '' && readCost(cost) === null);
	const {outputs, leftOut} = readOutputs(object['outputs']);
	return {
		execution: {
			...fields,
			status,
			phase: phaseOf(status.exact),
			isCostUnreadable: fields.totalCost === null && isUnreadable,
			error: readRunError(object['error']),
			outputs,
			outputsLeftOut: leftOut,
		},
		logs: readLogs(object['logs'], known),
	};
}

/** `GET /workflow/run/info` */
export function readOrderInfo(data: JsonObject): OrderInfo {
	return {
		...readFields(orderInfoFields, data),
		inputs: withInputNames(readInputs(data['inputs'])),
		outputs: readOutputs(data['outputs']).outputs,
	};
}

function readInputs(value: unknown): readonly OrderInput[] {
	return Object.entries(isRecord(value) ? value : {}).flatMap(([key, input]) => {
		const text = readProse(input);
		return text === null ? [] : [{key: foreignName(key), value: text}];
	});
}

/** `GET /assets/{asset_id}` */
export function readAsset(data: JsonObject): Asset {
	const {name, mediaType, signedUrl, expiresAt} = readFields(assetFields, data);
	return {
		name,
		kind: kindOfApiName(mediaType?.exact.trim().toLowerCase() ?? ''),
		expiresAt,
		address: readFileReference(signedUrl?.exact ?? '')?.address ?? null,
	};
}

/** `GET /workflow/run/list`, without items that have no id. Another client of the API also knows `run_list` for `items`. */
export function readRunList(data: JsonObject): RunOrderPage {
	const {items = data['run_list'], total, page_size: size} = data;

	if (!Array.isArray(items) && items !== null) {
		throw new ApiError('malformed', {detail: 'a list without items'});
	}

	const all: readonly unknown[] = items ?? [];
	return {
		orders: all.flatMap((item): readonly RunOrder[] => {
			const {id, ...fields} = readFields(runListFields, isRecord(item) ? item : {});
			const phase = fields.status === null ? 'other' : phaseOf(fields.status.exact);
			return id === null ? [] : [{...fields, id, phase}];
		}),
		count: all.length,
		total: readAmount(total),
		size: readNumber(size),
	};
}

/** `GET /workflow/market/info` */
export function readWorkflowInfo({
	title,
	candidate_output_manifest: outputs,
	editable_parameter_manifest: inputs,
	external_cost_notice: externalCostNotice,
}: JsonObject): Workflow {
	const prose = readProse(title);
	return {
		title: prose === null ? null : foreignTitle(prose.exact),
		outputKinds: readManifest(outputs, ({type}) =>
			typeof type === 'string' ? kindOfApiName(type.trim().toLowerCase()) : null,
		),
		inputNames: readManifest(inputs, ({display_name: name}) => {
			const text = readScalar(name)?.trim() ?? '';
			return text === '' ? null : foreignTitle(text);
		}),
		externalCostNotice: readProse(externalCostNotice),
	};
}

/** Returns what `read` finds in the items of a list, by their keys. */
function readManifest<Value>(
	manifest: unknown,
	read: (item: JsonObject) => Value | null,
): ReadonlyMap<string, Value> {
	const items: readonly unknown[] = Array.isArray(manifest) ? manifest : [];
	return new Map(
		items.filter(isRecord).flatMap(item => {
			const {key} = item;
			const value = read(item);
			return typeof key === 'string' && value !== null ? [[key, value]] : [];
		}),
	);
}

/** `GET /balance/info`. An account without compute cards may have no `card_balance`. */
export function readBalance({balance, card_balance: cardBalance}: JsonObject): Balance {
	const prepaid = parseMoney(balance);
	const cards = parseMoney(cardBalance ?? noMoney);

	// A sum without one of them would be too low.
	if (prepaid === null || cards === null) {
		throw new ApiError('malformed', {detail: 'a balance without amounts'});
	}

	return {prepaid, cards};
}
