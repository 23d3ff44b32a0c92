import {nodeEventTypes} from '../../core/log/node-event.ts';
import {outputKinds} from '../../core/output/kinds.ts';
import {runFields, type ApiField, type FieldTable, type FieldType} from '../../core/run-fields.ts';
import {orderInfoFields, orderStatusTexts, runListFields} from '../../core/run-order.ts';
import {logLevels} from './logs.ts';
import {runStatuses} from './responses.ts';

/** `mayBe`: as in `ApiField`. */
type Common = Pick<ApiField, 'mayBe'> & {
	/** A description in English, for the published schema. */
	readonly doc?: string | undefined;
};

/** A text, number or time. */
export type ValueShape = Common & {
	readonly kind: 'value';
	readonly type: FieldType;
	/** Whether a negative amount is read too. */
	readonly isSigned?: boolean;
	/** The values that mean something to this program. It shows any other value as it is. */
	readonly known?: KnownTexts | undefined;
};

/** `isAnyCase`: the program also knows the texts in capital letters. They are given in small letters. */
export type KnownTexts = {readonly texts: readonly string[]; readonly isAnyCase: boolean};

export type ObjectShape = Common & {
	readonly kind: 'object';
	/** By their names in the API. There may be further fields, which are ignored. */
	readonly fields: Readonly<Record<string, Shape>>;
	/** Whether a text in its place is read too: as the message of a log entry, or the reason of an error. */
	readonly isAlsoText?: boolean;
};

export type Shape =
	| ValueShape
	| ObjectShape
	| (Common & {readonly kind: 'list'; readonly item: Shape})
	/** Texts, numbers and addresses at any depth, under any names. */
	| (Common & {readonly kind: 'open'});

const statuses = {texts: runStatuses, isAnyCase: false};
const orderStatuses = {texts: orderStatusTexts, isAnyCase: true};
const kindNames = Object.values(outputKinds).flatMap(({apiNames}) => apiNames);

/** By the names of the fields in the API. */
const knownTexts: Readonly<Record<string, KnownTexts>> = {
	status: statuses,
	run_status: statuses,
	freeze_status: orderStatuses,
	submission_status: orderStatuses,
	settlement_status: orderStatuses,
};

function value(type: FieldType, rest: Partial<ValueShape> = {}): ValueShape {
	return {kind: 'value', type, ...rest};
}

function object(fields: ObjectShape['fields'], rest: Partial<ObjectShape> = {}): ObjectShape {
	return {kind: 'object', fields, ...rest};
}

/** Returns the shapes of the fields in a table that have this parent. */
function fieldShapes(table: FieldTable, parent?: string): ObjectShape['fields'] {
	return Object.fromEntries(
		Object.values(table).flatMap(field => {
			if (field.api === undefined || field.parent !== parent) {
				return [];
			}

			const {api, type, mayBe, doc} = field;
			return [[api, value(type, {mayBe, doc, known: knownTexts[api]})]];
		}),
	);
}

const logEntry = object(
	{
		at: value('time'),
		event_type: value('name', {known: {texts: nodeEventTypes, isAnyCase: false}}),
		level: value('name', {known: {texts: logLevels, isAnyCase: true}}),
		message: value('prose'),
		node_id: value('name', {mayBe: 'missing'}),
		progress_percent: value('percent', {mayBe: 'missing'}),
		value: value('number', {mayBe: 'missing', doc: 'The step of the node, up to `max`.'}),
		max: value('number', {mayBe: 'missing'}),
		fraction: value('number', {
			mayBe: 'missing',
			doc: 'From 0 to 1, like `value` divided by `max`.',
		}),
	},
	{isAlsoText: true},
);

/** Why a run failed or, in the `data` of a response with another `code` than 0, why the request failed. */
export const errorShape = object(
	{
		reason: value('prose', {doc: 'A short sentence.'}),
		detail: value('prose'),
		engine_code: value('name', {doc: 'Like `TASK_NOT_FOUND`.'}),
		status_code: value('number', {doc: 'An HTTP status.'}),
		message: value('prose', {mayBe: 'missing', doc: 'Read if there is no `reason`.'}),
		code: value('name', {mayBe: 'missing', doc: 'Read if there is no `engine_code`.'}),
	},
	{mayBe: 'null', doc: 'Why the run failed.', isAlsoText: true},
);

const outputs: Shape = {
	kind: 'open',
	doc: 'Texts or addresses of files, by keys like `n9_images`.',
};

/**
 * The five responses of the API as this program reads them: the paths below `/api/open/v2`, and the field `data` of each.
 * Contains exactly the fields that are read. The documentation has others.
 */
export const responseShapes = {
	list: {
		path: '/workflow/run/list',
		data: object({
			items: {kind: 'list', item: object(fieldShapes(runListFields)), mayBe: 'null'},
			total: value('number', {doc: 'How many runs there are on all pages.'}),
			page_size: value('number', {doc: 'It may be smaller than the requested one.'}),
		}),
	},
	execution: {
		path: '/workflow/run/execution',
		data: object({
			...fieldShapes(runFields),
			queue_info: object(fieldShapes(runFields, 'queue_info'), {mayBe: 'null'}),
			progress_snapshot: object(fieldShapes(runFields, 'progress_snapshot'), {mayBe: 'null'}),
			logs: {kind: 'list', item: logEntry, mayBe: 'null'},
			outputs,
			error: errorShape,
		}),
	},
	info: {
		path: '/workflow/run/info',
		data: object({
			...fieldShapes(orderInfoFields),
			inputs: {kind: 'open', doc: 'The values of the inputs, by keys like `n6_text`.'},
			outputs,
		}),
	},
	workflow: {
		path: '/workflow/market/info',
		data: object({
			title: value('prose'),
			candidate_output_manifest: {
				kind: 'list',
				doc: 'The outputs.',
				item: object({
					key: value('name'),
					type: value('name', {known: {texts: kindNames, isAnyCase: true}}),
				}),
			},
			editable_parameter_manifest: {
				kind: 'list',
				doc: 'The inputs.',
				item: object({
					key: value('name'),
					display_name: value('name', {
						mayBe: 'missing',
						doc: 'What users see instead of the key.',
					}),
				}),
			},
		}),
	},
	balance: {
		path: '/balance/info',
		data: object({
			balance: value('money', {isSigned: true}),
			card_balance: value('money', {isSigned: true, mayBe: 'missing', doc: 'Of compute cards.'}),
		}),
	},
} as const satisfies Readonly<Record<string, {readonly path: string; readonly data: ObjectShape}>>;

export type ResponseName = keyof typeof responseShapes;
