import {errorShape, responseShapes, type Shape} from '../source/api/wire/response-shapes.ts';
import {runFieldEntries, type FieldType} from '../source/core/run-fields.ts';

type Json = Readonly<Record<string, unknown>>;

const number = {
	description: 'It may be a text.',
	anyOf: [{type: 'number', minimum: 0}, textOf(String.raw`\d+(\.\d+)?`)],
};

/** The forms of values. This program reads all that they allow, and more. */
const forms: Readonly<Record<FieldType, Json>> = {
	name: {description: 'An id or another short text.', type: ['string', 'number', 'boolean']},
	prose: {type: 'string'},
	number,
	integer: number,
	percent: {...number, description: 'From 0 to 100.'},
	money: {
		description: 'CNY. A text has all decimals.',
		anyOf: [
			{type: 'number', exclusiveMaximum: 10_000_000},
			{...textOf(String.raw`-?\d+(\.\d+)?`), maxLength: 40},
		],
	},
	time: {
		description:
			'RFC 3339, or `YYYY-MM-DD HH:MM:SS` in UTC+8, or Unix time in seconds or milliseconds.',
		anyOf: [
			textOf(String.raw`\d{4}-[01]\d-[0-3]\d[T ][0-2]\d(:[0-5]\d){2}(\.\d+)?(Z|[+-]\d\d:?\d\d)?`),
			{type: 'number', minimum: 1},
		],
	},
};

/** By the names of the fields in the API, unless core/run-fields.ts describes them. */
const descriptions: Readonly<Record<string, string>> = {
	total: 'The number of runs on all pages.',
	page_size: 'It may be smaller than the requested one.',
	quote_amount: 'What the run may cost. This amount is held until it is settled.',
	final_amount: 'What was charged. 0 before the run is settled.',
	released_amount: 'The part of the held amount that was not charged.',
	inputs: 'The values of the inputs at any depth, by keys like `n6_text`.',
	outputs: 'Texts, and addresses of files, at any depth, by keys like `n9_images`.',
	logs: 'The whole log, or its newest entries, from old to new.',
	queue_info: 'Only of a queued run.',
	error: 'Only of a failed run.',
	value: 'The step of the node, up to `max`.',
	fraction: 'From 0 to 1: the progress of the node, if it has no steps.',
	code: 'Read if there is no `engine_code`.',
	candidate_output_manifest: 'The outputs of the workflow.',
	editable_parameter_manifest: 'The inputs of the workflow.',
	display_name: 'What users see instead of the key.',
	external_cost_notice: 'What external models cost in addition, as a sentence for users.',
	card_balance: 'What is left on prepaid compute cards.',
};

const docs: Readonly<Record<string, string>> = {
	...Object.fromEntries(runFieldEntries.map(({json, doc = ''}) => [json, doc])),
	...descriptions,
};

/** Returns docs/protocol.schema.json: the JSON Schemas of whole responses. */
export function protocolSchemaText(): string {
	const responses = Object.entries(responseShapes).map(([name, {path, data}]) => [
		name,
		responseSchema(`GET /api/open/v2${path}`, {enum: [0, '0']}, schemaOf(data)),
	]);
	return JSON.stringify({
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: 'The responses that chenyu-top reads',
		description:
			'Made from the code that reads them. Further fields are ignored. In the examples are the values that mean something to chenyu-top; it shows others as they are.',
		anyOf: [...Object.keys(responseShapes), 'failure'].map(ref),
		$defs: {
			...(Object.fromEntries(responses) as Json),
			failure: responseSchema(
				'A request that failed. `data` may be missing.',
				{type: ['integer', 'string'], not: {enum: [0, '0']}},
				{type: ['object', 'null'], properties: {error: schemaOf(errorShape)}},
				['code'],
			),
			...forms,
		},
	});
}

function responseSchema(
	description: string,
	code: Json,
	data: Json,
	required = ['code', 'data'],
): Json {
	const msg = {description: 'For people, in any language.', type: ['string', 'null']};
	return {description, type: 'object', properties: {code, msg, data}, required};
}

function schemaOf(shape: Shape): Json {
	const schema = presentSchema(shape);
	return shape.mayBe === undefined ? schema : {anyOf: [schema, {type: 'null'}]};
}

/** The schema of a value that is not null. */
function presentSchema(shape: Shape): Json {
	switch (shape.kind) {
		case 'value':
			return {...ref(shape.type), ...(shape.known && {examples: shape.known.texts})};
		case 'object':
			return {
				type: 'object',
				properties: Object.fromEntries(
					Object.entries(shape.fields).map(([name, field]) => [
						name,
						{...(docs[name] && {description: docs[name]}), ...schemaOf(field)},
					]),
				),
				required: Object.keys(shape.fields).filter(name => shape.fields[name]?.mayBe !== 'missing'),
			};
		case 'list':
			return {type: 'array', items: schemaOf(shape.item)};
		case 'open':
			return {type: 'object'};
	}
}

function ref(name: string): Json {
	return {$ref: `#/$defs/${name}`};
}

function textOf(form: string): Json {
	return {type: 'string', pattern: `^${form}$`};
}
