import {assertEvent} from '../helpers/event-schema.ts';

/** An event of `--json`, by its fields. */
export type JsonEvent = Readonly<Record<string, unknown>>;

const about = ['event', 'at', 'run_order_id'];

/** The fields that each event is promised to have, in the order of the promise. */
const promised: Readonly<Record<string, readonly string[]>> = {
	start: ['event', 'at', 'version', 'run_order_ids'],
	run: [
		...about,
		'status',
		'progress_percent',
		'queue_position',
		'estimated_wait_sec',
		'completed_node_count',
		'total_runnable_nodes',
		'internal_status',
		'last_event_type',
		'actual_execution_duration_sec',
		'eta_sec',
		'stalled_since',
		'late_since',
		'compute_cost',
		'external_model_cost',
		'total_cost',
		'created_at',
		'started_at',
		'terminal_at',
		'task_id',
		'workflow_id',
		'title',
	],
	log: [
		...about,
		'logged_at',
		'level',
		'event_type',
		'node_id',
		'message',
		'progress_percent',
		'value',
		'max',
		'fraction',
	],
	output: [...about, 'key', 'kind', 'value'],
	'outputs-cut': [...about, 'reported', 'left_out'],
	download: [...about, 'key', 'path', 'bytes'],
	'download-failed': [...about, 'key', 'reason'],
	error: [...about, 'reason', 'detail', 'engine_code', 'status_code'],
	problem: [
		...about,
		'kind',
		'message',
		'http_status',
		'retry_in_ms',
		'reason',
		'detail',
		'engine_code',
		'status_code',
	],
	end: [
		'event',
		'at',
		'reason',
		'exit_code',
		'succeeded',
		'failed',
		'canceled',
		'unfinished',
		'total_cost',
	],
};

/** The fields that an event of this kind is promised to have. Throws for a kind that nobody promised. */
export function fieldsOf({event}: JsonEvent): readonly string[] {
	const fields = promised[String(event)];

	if (fields === undefined) {
		throw new Error(`no event is called ${String(event)}`);
	}

	return fields;
}

/** The events of what was written. Throws where a line is no event by the schema, and where the last has no end (K4). */
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

/** Fields of a response that are reported under another name, and those that have events of their own. */
const renamed: Readonly<Record<string, string>> = {at: 'logged_at', position: 'queue_position'};
const ownEvents: ReadonlySet<string> = new Set(['logs', 'outputs', 'error']);

/**
 * The fields that an event must have because the API sent them, whatever they are: of the whole response the `run`
 * event's, of an element of `logs` the `log` event's. So a field that is forgotten is missing here.
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
