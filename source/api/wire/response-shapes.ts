import {knownPhases} from '../../core/execution.ts';
import {nodeEventKinds} from '../../core/log/node-event.ts';
import {outputKinds} from '../../core/output/kinds.ts';
import {runFields, type ApiField, type FieldTable, type FieldType} from '../../core/run-fields.ts';
import {orderInfoFields, orderStatuses, phaseTexts, runListFields} from '../../core/run-order.ts';
import {severityByLevel} from './logs.ts';
import {apiFields} from './readers.ts';

/**
 * `mayBe`: as in `ApiField`. `alias`: another name of the field, which is read if the usual one is not there. `open`: texts,
 * numbers and addresses under any names, at any depth.
 */
export type Shape = Pick<ApiField, 'mayBe'> & {readonly alias?: string} & (
		| ValueShape
		| ObjectShape
		| {readonly kind: 'list'; readonly item: ObjectShape}
		| {readonly kind: 'open'}
	);

/** A text, number or time. */
export type ValueShape = {
	readonly kind: 'value';
	readonly type: FieldType;
	/** The values that mean something to this program; undefined if all do. It shows any other value as it is. */
	readonly known?: KnownTexts | undefined;
};

export type ObjectShape = {
	readonly kind: 'object';
	/** By their names in the API. There may be more fields, which are ignored. */
	readonly fields: Readonly<Record<string, Shape>>;
	/** Whether a text in its place is read too: as the message of a log entry, or the reason of an error. */
	readonly isAlsoText?: boolean;
};

/** `isAnyCase`: the program also knows the texts in capital letters. They are given in small letters. */
type KnownTexts = {readonly texts: readonly string[]; readonly isAnyCase: boolean};
type Fields = ObjectShape['fields'];
type MayBe = ApiField['mayBe'];

const runStatus = {texts: knownPhases.flatMap(phaseTexts), isAnyCase: true};
const orderStatus = {texts: [...orderStatuses.keys()], isAnyCase: true};
const outputNames = Object.values(outputKinds).flatMap(({apiNames}) => apiNames);

/** By the names of the fields in the API. */
const known: Readonly<Record<string, KnownTexts>> = {
	status: runStatus,
	run_status: runStatus,
	freeze_status: orderStatus,
	submission_status: orderStatus,
	settlement_status: orderStatus,
	event_type: {texts: [...nodeEventKinds.keys()], isAnyCase: false},
	level: {texts: [...severityByLevel.keys()], isAnyCase: true},
	type: {texts: outputNames, isAnyCase: true},
};

function value(api: string, type: FieldType, mayBe: MayBe): [string, Shape] {
	return [api, {kind: 'value', type, known: known[api], mayBe}];
}

function values(types: Readonly<Record<string, FieldType>>, mayBe?: MayBe): Fields {
	return Object.fromEntries(Object.entries(types).map(([api, type]) => value(api, type, mayBe)));
}

/** The fields of a table that have this parent. */
function tableFields(table: FieldTable, wanted?: string): Fields {
	const fields = apiFields(table).filter(([, {parent}]) => parent === wanted);
	return Object.fromEntries(fields.map(([, {api, type, mayBe}]) => value(api, type, mayBe)));
}

function object(fields: Fields, mayBe?: MayBe) {
	return {kind: 'object', fields, mayBe} as const;
}

function list(item: ObjectShape, mayBe?: MayBe): Shape {
	return {kind: 'list', item, mayBe};
}

const logEntry: ObjectShape = {
	...object({
		...values({at: 'time', event_type: 'name', level: 'name', message: 'prose'}),
		...values({node_id: 'name', progress_percent: 'percent'}, 'missing'),
		...values({value: 'number', max: 'number', fraction: 'number'}, 'missing'),
	}),
	isAlsoText: true,
};

/** Why a run failed, or the request if the `code` of the response is not 0. `message` and `code` are second names. */
export const errorShape: Shape = {
	...object(
		{
			...values({reason: 'prose', detail: 'prose', engine_code: 'name', status_code: 'number'}),
			...values({message: 'prose', code: 'name'}, 'missing'),
		},
		'null',
	),
	isAlsoText: true,
};

function response(path: string, fields: Fields) {
	return {path, data: object(fields)};
}

/**
 * The five responses of the API as this program reads them: the paths below `/api/open/v2`, and the field `data` of each.
 * They have exactly the fields that are read. The documentation has others.
 */
export const responseShapes = {
	list: response('/workflow/run/list', {
		items: {...list(object(tableFields(runListFields)), 'null'), alias: 'run_list'},
		...values({total: 'number', page_size: 'number'}),
	}),
	execution: response('/workflow/run/execution', {
		...tableFields(runFields),
		queue_info: object(tableFields(runFields, 'queue_info'), 'null'),
		progress_snapshot: object(tableFields(runFields, 'progress_snapshot'), 'null'),
		logs: list(logEntry, 'null'),
		outputs: {kind: 'open'},
		error: errorShape,
	}),
	info: response('/workflow/run/info', {
		...tableFields(orderInfoFields),
		inputs: {kind: 'open'},
		outputs: {kind: 'open'},
	}),
	workflow: response('/workflow/market/info', {
		...values({title: 'prose'}),
		candidate_output_manifest: list(object(values({key: 'name', type: 'name'}))),
		editable_parameter_manifest: list(
			object({...values({key: 'name'}), ...values({display_name: 'name'}, 'missing')}),
		),
		...values({external_cost_notice: 'prose'}, 'missing'),
	}),
	balance: response('/balance/info', {
		...values({balance: 'money'}),
		...values({card_balance: 'money'}, 'missing'),
	}),
};

export type ResponseName = keyof typeof responseShapes;

/** Returns the fields of a shape by the names under which they are read from an object with these names. */
export function namedFields(
	{fields}: ObjectShape,
	names: ReadonlySet<string>,
): ReadonlyArray<readonly [string, Shape]> {
	return Object.entries(fields).map(([name, field]) => {
		const {alias = name} = field;
		return [names.has(alias) && !names.has(name) ? alias : name, field];
	});
}
