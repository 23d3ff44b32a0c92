import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import {cleanName} from '../../../../source/core/text/sanitize.ts';
import {logJson} from '../../../../source/features/log/export/json.ts';
import {entry, name} from '../../../helpers/values.ts';

function lines(entries: readonly LogEntry[]): readonly string[] {
	const run = {id: 'wfrun_1', label: cleanName('wfrun_1')};
	const portion = entries.map(listed => ({run, entry: listed, afterGap: false}));
	return [...logJson({runId: run.id, portions: [portion, []]})].flat();
}

test('an entry has the fields of the log event, its step counter among them', () => {
	const [line = '', bare = ''] = lines([
		entry('step', 1, {
			eventType: name('progress'),
			nodeId: name('3'),
			progressPercent: 25,
			step: {value: 5, max: 20, fraction: 0.25},
		}),
		entry('bare', 0, {at: null, level: null}),
	]);
	assert.deepEqual(JSON.parse(line), {
		event: 'log',
		run_order_id: 'wfrun_1',
		logged_at: '2026-05-08T10:00:01Z',
		level: 'info',
		event_type: 'progress',
		node_id: '3',
		message: 'step',
		progress_percent: 25,
		value: 5,
		max: 20,
		fraction: 0.25,
	});
	assert.deepEqual(JSON.parse(bare), {
		event: 'log',
		run_order_id: 'wfrun_1',
		logged_at: null,
		level: null,
		event_type: null,
		node_id: null,
		message: 'bare',
		progress_percent: null,
		value: null,
		max: null,
		fraction: null,
	});
});

test('T13: texts are exact after decoding, and lines have no invisible characters', () => {
	const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
	fc.assert(
		fc.property(fc.string({unit: 'binary'}), message => {
			const [line = '', ...more] = lines([entry(message)]);
			assert.deepEqual(more, []);
			assert.equal((JSON.parse(line) as {message: string}).message, message);
			assert.doesNotMatch(line, invisible);
		}),
	);
});
