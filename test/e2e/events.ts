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

/**
 * `renamed`: the names that fields of the API have in events, if they differ. `ownEvents`: fields of the API that are
 * reported in events of their own.
 */
const renamed: Readonly<Record<string, string>> = {at: 'logged_at', position: 'queue_position'};
const ownEvents: ReadonlySet<string> = new Set(['logs', 'outputs', 'error']);

/**
 * Returns the fields, with their values, that the event about `sent` (a response or a log entry) must have. So a test
 * fails if the program leaves out a field.
 */
export function reportedFields(
	sent: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
	return Object.fromEntries(
		Object.entries(sent).flatMap(([name, value]): ReadonlyArray<readonly [string, unknown]> => {
			if (ownEvents.has(name)) {
				return [];
			}

			const isGroup = name === 'queue_info' || name === 'progress_snapshot';
			return isGroup
				? Object.entries(reportedFields(Object(value) as Record<string, unknown>))
				: [[renamed[name] ?? name, value]];
		}),
	);
}
