import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {outputKindNames} from '../source/core/output/kinds.ts';

const kindProperty = /("kind": \{"enum": )\[[^\]]*\](?=\},\s+"value")/;

/** `events.schema.json` with the present kinds of outputs; all else in it is written by hand. */
export function eventsSchemaText(): string {
	const schema = readFileSync(join(import.meta.dirname, 'events.schema.json'), 'utf8');
	return schema.replace(kindProperty, `$1${JSON.stringify(outputKindNames)}`);
}
