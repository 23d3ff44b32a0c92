import assert from 'node:assert/strict';
import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import schema from '../../docs/events.schema.json' with {type: 'json'};

const ajv = new Ajv2020({allErrors: true, strict: true, allowUnionTypes: true});
ajv.addFormat('date-time', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
ajv.addSchema(withoutFurtherFields(schema), 'events');
const validate = ajv.getSchema('events');

/** The published schema allows fields that later versions may add. This program writes none that it does not name. */
function withoutFurtherFields({$defs, ...rest}: typeof schema): object {
	const definitions = Object.entries($defs).map(([name, definition]) => [
		name,
		'properties' in definition ? {...definition, additionalProperties: false} : definition,
	]);
	return {...rest, $defs: Object.fromEntries(definitions) as object};
}

/** Returns the name of the definition of an event in the schema. Each kind of alert has a definition of its own. */
export function definitionOf(value: unknown): string {
	const {event, kind} = Object(value) as {event?: unknown; kind?: unknown};
	return event === 'alert' ? `${String(kind)}-alert` : String(event);
}

/** Asserts that a value is what the definition of the published schema says, without further fields. */
export function assertPrinted(definition: string, value: unknown): void {
	const check: ValidateFunction | undefined = ajv.getSchema(`events#/$defs/${definition}`);
	assert.ok(check?.(value), `${ajv.errorsText(check?.errors)}: ${JSON.stringify(value)}`);
}

/** Throws an error with details if a value violates the published schema, or has a field that it does not name. */
export function assertEvent(value: unknown): void {
	if (validate?.(value) === true) {
		return;
	}

	// The errors of the event's own kind are clearer than "matches no kind".
	const own: ValidateFunction | undefined = ajv.getSchema(`events#/$defs/${definitionOf(value)}`);
	const valid = own?.(value);
	const why = valid === false ? ajv.errorsText(own?.errors) : 'no such event';
	throw new Error(`${why}: ${JSON.stringify(value)}`);
}
