import {outputKindNames} from '../source/core/output/kinds.ts';
import {problemKinds} from '../source/core/problem.ts';
import {runFieldEntries, runFields, type FieldType} from '../source/core/run-fields.ts';
import {eventsVersion} from '../source/events/event-lines.ts';

type Json = Readonly<Record<string, unknown>>;

const text = {type: 'string'};
const optionalText = {type: ['string', 'null']};
const optionalNumber = {type: ['number', 'null']};

/** Definitions that several events refer to. */
const shared = {
	at: {description: 'The time when chenyu-top saw the event.', type: 'string', format: 'date-time'},
	moment: {
		description: 'The time of the event, by the clock of the service.',
		type: ['string', 'null'],
		format: 'date-time',
	},
	run_order_id: {type: 'string', minLength: 1},
	percent: {description: '0 to 100.', type: ['number', 'null']},
	cost: {description: 'In CNY.', type: ['number', 'null']},
	count: {type: 'integer', minimum: 0},
};

const byType: Readonly<Record<FieldType, Json>> = {
	name: optionalText,
	prose: optionalText,
	number: optionalNumber,
	integer: {type: ['integer', 'null']},
	percent: ref('percent'),
	money: ref('cost'),
	time: ref('moment'),
};

const errorFields = {
	reason: optionalText,
	detail: optionalText,
	engine_code: optionalText,
	status_code: optionalNumber,
};

/** Each kind of `alert` has a definition of its own, since the kinds have different fields. */
function alertProperties(kind: string, numbers: Json, isOfRun = false): Json {
	return {
		event: {const: 'alert'},
		run_order_id: isOfRun
			? ref('run_order_id')
			: {description: 'Null: the alert is not of one run.', type: 'null'},
		kind: {const: kind},
		message: {description: 'A sentence, in English.', ...text},
		...numbers,
	};
}

/** The events by the names of their definitions. Their fields are in the order of the output. */
const events: Readonly<Record<string, {readonly description: string; readonly properties: Json}>> =
	{
		start: {
			description: 'The first line.',
			properties: {
				schema: {
					description: 'The version of the events: within it, fields and events are only added.',
					const: eventsVersion,
				},
				version: {description: 'The version of chenyu-top.', ...text},
				run_order_ids: {
					description:
						'The runs that are known at the start. Further runs can be read from standard input or discovered.',
					type: 'array',
					items: ref('run_order_id'),
					uniqueItems: true,
				},
			},
		},
		run: {
			description: 'The first response for a run, and every change of one of these fields.',
			properties: {
				run_order_id: ref('run_order_id'),
				...Object.fromEntries(
					runFieldEntries.map(({json, type, doc}) => [
						json,
						{...(doc === undefined ? {} : {description: doc}), ...byType[type]},
					]),
				),
			},
		},
		order: {
			description:
				'The order of the run: once, when it is known, and again when final_amount comes. Never, if the service does not have it.',
			properties: {
				run_order_id: ref('run_order_id'),
				inputs: {
					description: 'The values of the inputs, by their paths, such as 6.text.',
					type: 'object',
					additionalProperties: text,
				},
				revision_id: optionalText,
				quote_amount: ref('cost'),
				final_amount: {
					description: 'What was charged, in CNY. Null before the run has ended and is settled.',
					...optionalNumber,
				},
			},
		},
		log: {
			description: "Once for each entry of a run's log, in the API's order.",
			properties: {
				run_order_id: ref('run_order_id'),
				logged_at: ref('moment'),
				level: optionalText,
				event_type: optionalText,
				node_id: optionalText,
				message: text,
				progress_percent: ref('percent'),
				value: {description: 'The step counter of the node, up to max.', ...optionalNumber},
				max: optionalNumber,
				fraction: optionalNumber,
			},
		},
		output: {
			description:
				'Once for each output of a run, and again when its value changes. A link that differs only in its signature is reported again only after its run has ended.',
			properties: {
				run_order_id: ref('run_order_id'),
				key: text,
				kind: {enum: outputKindNames},
				value: {description: 'The text itself, or the address of the file.', ...text},
			},
		},
		'outputs-cut': {
			description:
				'A run has more outputs than chenyu-top reads: the number of reported and of omitted outputs.',
			properties: {
				run_order_id: ref('run_order_id'),
				reported: ref('count'),
				left_out: ref('count'),
			},
		},
		download: {
			description: 'An output was saved whole.',
			properties: {
				run_order_id: ref('run_order_id'),
				key: text,
				path: text,
				bytes: {type: 'integer', minimum: 0},
			},
		},
		'download-failed': {
			description: 'An output could not be saved.',
			properties: {
				run_order_id: ref('run_order_id'),
				key: text,
				reason: {description: 'A sentence, in English.', ...text},
			},
		},
		error: {
			description: 'The error of a failed run.',
			properties: {run_order_id: ref('run_order_id'), ...errorFields},
		},
		problem: {
			description: 'A poll of a run failed, or the run list could not be read.',
			properties: {
				run_order_id: {
					description: 'Null for the run list.',
					anyOf: [ref('run_order_id'), {type: 'null'}],
				},
				kind: {enum: problemKinds.filter(kind => kind !== 'forbidden')},
				message: text,
				http_status: {type: ['integer', 'null']},
				retry_in_ms: {
					description: 'Null if chenyu-top does not retry.',
					type: ['integer', 'null'],
					minimum: 0,
				},
				...errorFields,
				reason: {
					description:
						'This field and the next three are the error that the service sent for the failed request.',
					...optionalText,
				},
			},
		},
		'budget-alert': {
			description: 'More than --budget was spent, in this session or, with --budget N/day, today.',
			properties: alertProperties('budget', {
				spent: {description: 'What was spent in this session, or today, in CNY.', type: 'number'},
				budget: {description: 'The amount of --budget, in CNY.', type: 'number'},
			}),
		},
		'low-balance-alert': {
			description: 'The balance of the account fell below `lowBalance` of the config.',
			properties: alertProperties('low-balance', {
				balance: {description: 'What the account has left, in CNY.', type: 'number'},
				limit: {description: '`lowBalance` of the config, in CNY.', type: 'number'},
			}),
		},
		'stalled-alert': {
			description: 'The run has become stalled: no progress for far longer than usual.',
			properties: alertProperties(
				'stalled',
				{stalled_since: {description: runFields.stalledSince.doc, ...ref('at')}},
				true,
			),
		},
		'late-alert': {
			description:
				'The run has become late: it takes far longer than every earlier run of its workflow.',
			properties: alertProperties(
				'late',
				{
					late_since: {description: runFields.lateSince.doc, ...ref('at')},
					usual_sec: {description: 'How long such a run usually takes.', type: ['number', 'null']},
				},
				true,
			),
		},
		'all-done-alert': {
			description: 'The last of the unfinished runs has ended. More runs may be found later.',
			properties: alertProperties('all-done', {
				succeeded: ref('count'),
				failed: ref('count'),
				canceled: ref('count'),
				total_cost: {
					description: 'Of all these runs, in CNY. Null while a cost cannot be read.',
					type: ['number', 'null'],
				},
			}),
		},
		end: {
			description: 'The last line.',
			properties: {
				reason: {enum: ['done', 'until', 'timeout', 'signal', 'gave-up']},
				exit_code: {enum: [0, 1, 2, 3, 4, 129, 130, 131, 140, 142, 143]},
				succeeded: ref('count'),
				failed: ref('count'),
				canceled: ref('count'),
				unfinished: ref('count'),
				total_cost: {
					description: 'Of all runs so far, in CNY. Null while a cost cannot be read.',
					type: ['number', 'null'],
				},
			},
		},
	};

/** Returns docs/events.schema.json: the JSON Schema of a line of `--json`. */
export function eventsSchemaText(): string {
	const names = Object.keys(events);
	return JSON.stringify({
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		title: 'An event of chenyu-top --json',
		description:
			'One line of the output. Field names are those of the API. Unknown values are null. Later versions may add fields and events: ignore those that you do not know.',
		type: 'object',
		oneOf: names.map(ref),
		$defs: {...Object.fromEntries(names.map(name => [name, eventSchema(name)])), ...shared},
	});
}

function eventSchema(name: string): Json {
	const {description, properties: own} = events[name] ?? {};
	const properties = {event: {const: name}, at: ref('at'), ...own};
	return {
		description,
		type: 'object',
		properties,
		required: Object.keys(properties),
	};
}

function ref(name: string): Json {
	return {$ref: `#/$defs/${name}`};
}
