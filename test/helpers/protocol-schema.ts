import assert from 'node:assert/strict';
import {Ajv2020} from 'ajv/dist/2020.js';
import schema from '../../docs/protocol.schema.json' with {type: 'json'};

const ajv = new Ajv2020({allErrors: true, strict: true, allowUnionTypes: true});
ajv.addSchema(schema, 'protocol');

/** Returns why a value is not what a definition of the published schema says; null if it is. */
export function faultOf(definition: keyof typeof schema.$defs, value: unknown): string | null {
	const check = ajv.getSchema(`protocol#/$defs/${definition}`);
	assert.ok(check);
	return check(value) === true ? null : ajv.errorsText(check.errors);
}
