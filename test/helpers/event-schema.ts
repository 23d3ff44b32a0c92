import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import schema from '../../docs/events.schema.json' with {type: 'json'};

const ajv = new Ajv2020({allErrors: true, strict: true, allowUnionTypes: true});
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema(schema, 'events');
const validate = ajv.getSchema('events');

/** Throws an error with details if a value violates the published schema (K4). */
export function assertEvent(value: unknown): void {
	if (validate?.(value) === true) {
		return;
	}

	// The errors of the event's own kind are clearer than "matches no kind".
	const {event} = Object(value) as {event?: unknown};
	const own: ValidateFunction | undefined = ajv.getSchema(`events#/$defs/${String(event)}`);
	const valid = own?.(value);
	const why = valid === false ? ajv.errorsText(own?.errors) : 'no such event';
	throw new Error(`${why}: ${JSON.stringify(value)}`);
}
