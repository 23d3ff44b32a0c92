import {responseShapes} from '../source/api/wire/response-shapes.ts';
import {logStates} from '../source/commands/doctor/compare-answers.ts';
import {fieldStates} from '../source/commands/doctor/compare-shape.ts';
import {doctorEn} from '../source/commands/doctor/messages.ts';
import {settingSources} from '../source/config/settings.ts';
import {costGroups} from '../source/core/history.ts';
import {outputKindNames} from '../source/core/output/kinds.ts';
import {problemKinds} from '../source/core/problem.ts';
import {runFieldEntries, runFields, type FieldType} from '../source/core/run-fields.ts';
import {eventsVersion} from '../source/events/event-lines.ts';
import {printedColumns} from '../source/features/runs/columns.ts';
import {costColumns} from '../source/session/subcommands/cost.ts';

type Json = Readonly<Record<string, unknown>>;

const text = {type: 'string'};
const texts = {type: 'array', items: text};
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
				...fieldsOf(runFieldEntries),
			},
		},
		order: {
			description:
				'The order of the run: once, when it is known, and again when final_amount comes. Never, if the service does not have it.',
			properties: {
				run_order_id: ref('run_order_id'),
				inputs: {
					description: 'The values of the inputs by their keys, objects and lists as JSON.',
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

const inputsByKey = {
	description: 'By their keys, such as 6.text.',
	type: 'object',
	additionalProperties: text,
};
/** Sums are exact, so they are texts. */
const sumTypes = {
	...byType,
	integer: ref('count'),
	money: {description: 'In CNY: the sum of what is known.', ...text},
};
const comparedRows = {type: 'array', items: ref('compared-row')};

/** What `--json` of the other commands prints, by the names of their definitions. `anyOf`: the forms of a line. */
const commands: Readonly<
	Record<
		string,
		{readonly description: string; readonly properties?: Json; readonly anyOf?: readonly Json[]}
	>
> = {
	'listed-run': {
		description:
			'A line of `ls --json`. The fields from `run_order_id` to `title` are those of the `run` event. With --columns only the chosen fields, those of inputs as `input.NAME`.',
		properties: {
			run_order_id: ref('run_order_id'),
			...fieldsOf(runFieldEntries),
			...fieldsOf(printedColumns.filter(({json}) => json !== 'run_order_id')),
			detail: optionalText,
			engine_code: optionalText,
			status_code: optionalNumber,
			inputs: {...inputsByKey, type: ['object', 'null']},
		},
	},
	...Object.fromEntries(
		costGroups.map(by => [
			`cost-by-${by}`,
			{
				description: `A line of \`cost --by ${by} --json\`: the runs that have ended.`,
				properties: fieldsOf(costColumns(by), sumTypes),
			},
		]),
	),
	'cost-row': {
		description: 'A line of `cost --json`.',
		anyOf: costGroups.map(by => ref(`cost-by-${by}`)),
	},
	'saved-output': {
		description: 'A line of `save --json`.',
		anyOf: [ref('download'), ref('download-failed')],
	},
	'compared-row': {
		description: 'Something that differs between two runs, or a node or an output of one of them.',
		properties: {
			name: text,
			values: {
				description: 'Of both runs, in the order of the arguments.',
				type: 'array',
				items: {type: ['string', 'number', 'null']},
			},
			difference: {description: 'The second minus the first.', ...optionalNumber},
		},
	},
	comparison: {
		description: 'What `compare --json` prints.',
		properties: {
			run: comparedRows,
			inputs: comparedRows,
			log: {description: 'The first entry that differs.', ...comparedRows},
			nodes: {description: 'Values are seconds.', ...comparedRows},
			outputs: comparedRows,
			same_inputs: {
				description: 'How many inputs are equal. Null if those of a run are unknown.',
				type: ['integer', 'null'],
			},
			same_log_entries: ref('count'),
			log_state: {enum: ['differ', 'same', 'missing']},
		},
	},
	'doctor-check': {
		description: 'A check of `doctor`.',
		properties: {
			id: {enum: Object.keys(doctorEn.checks)},
			state: {
				description: '`open`: the check was not possible.',
				enum: Object.keys(doctorEn.states),
			},
			says: {description: 'A sentence, in English.', ...text},
		},
	},
	'doctor-result': {
		description: 'What `doctor --json` prints.',
		properties: {
			ok: {description: 'Whether no check failed.', type: 'boolean'},
			checks: {type: 'array', items: ref('doctor-check')},
		},
	},
	'api-endpoint': {
		description: 'An endpoint of the API, and how it responded to `doctor --api`.',
		properties: {
			endpoint: {enum: Object.keys(responseShapes)},
			path: {description: 'Below `/api/open/v2`.', ...text},
			http_status: {description: 'Null without a response.', type: ['integer', 'null']},
			bytes: {description: 'The length of the body.', ...ref('count')},
			ms: {description: 'How long the request took.', ...ref('count')},
			problem: {
				description:
					'Why the response cannot be read, as in the event `problem`. Null if it can be.',
				enum: [...problemKinds, null],
			},
			limits: {
				description: 'The headers of the response that speak of limits.',
				type: 'object',
				additionalProperties: text,
			},
		},
	},
	'api-field': {
		description: 'A field of the API, over all objects in the response that should have it.',
		properties: {
			endpoint: {enum: Object.keys(responseShapes)},
			field: {description: 'Its path, such as `items[].title`.', ...text},
			state: {
				description:
					'`absent`: null, or not there, as it may be. `missing`: not there, or null, but should be. `other-type`: cannot be read. `unread`: not used by chenyu-top.',
				enum: fieldStates,
			},
			expected: {description: 'The type that is expected. Null if unread.', ...optionalText},
			found: {
				description: 'The types of what cannot be read or is unread.',
				...texts,
			},
			forms: {description: 'The forms of times, and of texts that are no numbers.', ...texts},
			unknown: {description: 'Values that chenyu-top does not know.', ...texts},
			similar: {
				description:
					'The field that may have taken the place of a missing one, or the value that an unknown one resembles.',
				...optionalText,
			},
			count: {description: 'In how many objects the field is in this state.', ...ref('count')},
			of: {description: 'The number of objects.', ...ref('count')},
			says: {description: 'A sentence about a difference, in English.', ...optionalText},
		},
	},
	'api-result': {
		description: 'What `doctor --api --json` prints.',
		properties: {
			ok: {description: 'Whether all that chenyu-top needs is there.', type: 'boolean'},
			run: {description: 'The run that was compared.', ...optionalText},
			endpoints: {type: 'array', items: ref('api-endpoint')},
			fields: {type: 'array', items: ref('api-field')},
			log: {
				description: 'What a response has of the log. Null without entries.',
				enum: [...logStates, null],
			},
			link_sec: {
				description: 'The time after which the first link of an output ends. Null if none says so.',
				...optionalNumber,
			},
		},
	},
	setting: {
		description: 'A setting with its value and source.',
		properties: {
			name: text,
			value: {
				description: 'Null if it is not set and has no default. Never the API key itself.',
				type: ['string', 'number', 'boolean', 'null'],
			},
			source: {enum: [...settingSources, 'missing']},
			from: {description: 'The option, variable, profile or file.', ...text},
		},
	},
	'config-result': {
		description: 'What `config --json` prints.',
		properties: {
			path: {description: 'Of the config file. Null without a home folder.', ...optionalText},
			exists: {type: 'boolean'},
			profile: optionalText,
			profiles: {type: 'array', items: text},
			settings: {type: 'array', items: ref('setting')},
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
			'One line of the output of a watch; $defs also has what other commands print. Field names are those of the API. Unknown values are null. Later versions may add fields and events: ignore those that you do not know.',
		type: 'object',
		oneOf: names.map(ref),
		$defs: {
			...Object.fromEntries(names.map(name => [name, eventSchema(name)])),
			...Object.fromEntries(
				Object.entries(commands).map(([name, {description, properties, anyOf}]) => [
					name,
					properties === undefined
						? {description, anyOf}
						: {
								...objectSchema(description, properties),
								...(name === 'listed-run' && {required: []}),
							},
				]),
			),
			...shared,
		},
	});
}

function eventSchema(name: string): Json {
	const {description, properties: own} = events[name] ?? {};
	return objectSchema(description, {event: {const: name}, at: ref('at'), ...own});
}

function objectSchema(description: string | undefined, properties: Json): Json {
	return {description, type: 'object', properties, required: Object.keys(properties)};
}

type Field = {readonly json: string; readonly type: FieldType; readonly doc?: string | undefined};

function fieldsOf(fields: readonly Field[], types = byType): Json {
	return Object.fromEntries(
		fields.map(({json, type, doc}) => [
			json,
			{...(doc === undefined ? {} : {description: doc}), ...types[type]},
		]),
	);
}

function ref(name: string): Json {
	return {$ref: `#/$defs/${name}`};
}
