import assert from 'node:assert/strict';
import test from 'node:test';
import schema from '../../docs/events.schema.json' with {type: 'json'};

/** The documented fields of each event, besides `event` and `at`. */
const promised: Readonly<Record<string, string>> = {
	start: 'schema version run_order_ids',
	run: 'run_order_id status progress_percent queue_position estimated_wait_sec completed_node_count total_runnable_nodes internal_status last_event_type cancel_requested actual_execution_duration_sec eta_sec stalled_since late_since compute_cost external_model_cost total_cost created_at started_at terminal_at task_id workflow_id title',
	order: 'run_order_id inputs revision_id quote_amount final_amount',
	log: 'run_order_id logged_at level event_type node_id message progress_percent value max fraction',
	output: 'run_order_id key kind value',
	'outputs-cut': 'run_order_id reported left_out',
	download: 'run_order_id key path bytes',
	'download-failed': 'run_order_id key reason',
	error: 'run_order_id reason detail engine_code status_code',
	problem:
		'run_order_id kind message http_status retry_in_ms reason detail engine_code status_code',
	'budget-alert': 'run_order_id kind message spent budget',
	'low-balance-alert': 'run_order_id kind message balance limit',
	'stalled-alert': 'run_order_id kind message stalled_since',
	'late-alert': 'run_order_id kind message late_since usual_sec',
	'all-done-alert': 'run_order_id kind message succeeded failed canceled total_cost',
	end: 'reason exit_code succeeded failed canceled unfinished total_cost',
};

test('the schema has each documented event with exactly its documented fields', () => {
	assert.deepEqual(
		schema.oneOf.map(({$ref}) => $ref),
		Object.keys(promised).map(event => `#/$defs/${event}`),
	);

	for (const [event, fields] of Object.entries(promised)) {
		const definition = schema.$defs[event as 'start'];
		const expected = ['event', 'at', ...fields.split(' ')];
		assert.deepEqual(definition.required, expected);
		assert.deepEqual(Object.keys(definition.properties), expected);
		const name = event.endsWith('-alert') ? 'alert' : event;
		assert.deepEqual(definition.properties.event, {const: name});
		assert.equal('additionalProperties' in definition, false, 'readers accept further fields');
	}
});
