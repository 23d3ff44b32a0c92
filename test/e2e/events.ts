import schema from '../../docs/events.schema.json' with {type: 'json'};
import {assertEvent, definitionOf} from '../helpers/event-schema.ts';

/** An event of `--json`, by its fields. */
export type JsonEvent = Readonly<Record<string, unknown>>;

/** The fields that the schema requires of an event of this kind, in order. Throws for an unknown kind. */
export function fieldsOf(event: JsonEvent): readonly string[] {
	const name = definitionOf(event);
	const definition = schema.$defs[name as 'start'] as {required?: readonly string[]} | undefined;

	if (definition?.required === undefined) {
		throw new Error(`no event is called ${name}`);
	}

	return definition.required;
}

/** The events of an output. Throws for a line that violates the schema, and for an unfinished last line. */
export function readEvents(stdout: string): readonly JsonEvent[] {
	const lines = stdout.split('\n');

	if (lines.pop() !== '') {
		throw new Error('the last line has no end');
	}

	return lines.map(line => {
		const event: unknown = JSON.parse(line);
		assertEvent(event);
		return event as JsonEvent;
	});
}
