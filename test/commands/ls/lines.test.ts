import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {listedRunFields} from '../../../source/commands/ls/columns.ts';
import {csvText, tabbedLine} from '../../../source/commands/rows.ts';
import {listColumnIds} from '../../../source/core/listed-run.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {fieldsOf} from '../../e2e/events.ts';
import {parseCsv} from '../../helpers/csv.ts';
import {assertEvent} from '../../helpers/event-schema.ts';
import {name, start} from '../../helpers/values.ts';
import {columnsOf, listed} from './listed.ts';

const hostile = 'a\u001B[31m"b",\t\u202E\r\n=c\u200B';
const ended = listed(
	'wfrun_1',
	{
		phase: 'failed',
		status: name('failed'),
		title: foreignProse(hostile),
		workflowId: name('wf_1'),
		revisionId: name('wfr_1'),
		quoteAmount: parseMoney('0.03000000'),
		finalAmount: parseMoney('0.00000005'),
	},
	{
		seconds: 8.4,
		totalCost: parseMoney(1),
		reason: foreignProse('OOM'),
		inputs: {'6': {text: 'a cat', seed: 42}},
	},
);

test('a line of JSON has the fields of the `run` event, then those of the list, the error and the inputs', () => {
	const fields: Readonly<Record<string, unknown>> = {...listedRunFields(ended, null)};
	const ofEvent = fieldsOf({event: 'run'}).filter(field => field !== 'event' && field !== 'at');
	assert.deepEqual(Object.keys(fields).slice(0, ofEvent.length), ofEvent);
	assertEvent({
		event: 'run',
		at: '2026-05-08T10:00:00Z',
		...Object.fromEntries(ofEvent.map(field => [field, fields[field]])),
	});
	assert.partialDeepStrictEqual(fields, {
		run_order_id: 'wfrun_1',
		status: 'failed',
		title: hostile,
		created_at: '2026-05-08T10:00:00Z',
		actual_execution_duration_sec: 8.4,
		total_cost: 1,
		revision_id: 'wfr_1',
		quote_amount: 0.03,
		final_amount: 5e-8,
		reason: 'OOM',
		detail: null,
		engine_code: null,
		status_code: null,
		inputs: {'6.text': 'a cat', '6.seed': '42'},
	});
});

test('without a history all that the list lacks is null', () => {
	const fields: Record<string, unknown> = {...listedRunFields(listed('wfrun_1'), null)};
	const {run_order_id: id, created_at: created, ...others} = fields;
	assert.deepEqual([id, created], ['wfrun_1', '2026-05-08T10:00:00Z']);
	assert.ok(Object.keys(others).length > 20);
	assert.deepEqual(
		Object.values(others).filter(value => value !== null),
		[],
	);
});

test('a chosen column has in JSON its name and its value in the whole object', () => {
	const whole: Record<string, unknown> = {...listedRunFields(ended, null)};

	for (const id of listColumnIds) {
		const [column] = columnsOf(id);
		const chosen = listedRunFields(ended, columnsOf(id));
		assert.ok(column !== undefined && column.json in whole, id);
		assert.deepEqual(chosen, {[column.json]: whole[column.json]});
	}

	assert.deepEqual(listedRunFields(ended, columnsOf('input.6.seed')), {'input.6.seed': '42'});
});

test('the final amount of an unfinished run is unknown', () => {
	const running = listed('wfrun_1', {phase: 'running', finalAmount: parseMoney(0)});
	assert.equal(tabbedLine(running, columnsOf('id,cost,error')), 'wfrun_1\t\t');
});

test('fields between tabs are clean, amounts exact and times in UTC', () => {
	const line = tabbedLine(ended, columnsOf('title,cost,created,elapsed,error'));
	assert.match(line, /^[^\t]+\t0\.00000005\t2026-05-08T10:00:00Z\t8\.4\tOOM$/);
	assert.doesNotMatch(line.replaceAll('\t', ''), /[\p{Cc}\p{Cf}]/u);
});

test('CSV has a header and exact texts, whatever they are (property)', () => {
	const columns = columnsOf('id,title,cost');
	const title = fc.oneof(
		fc.string({unit: 'binary'}),
		fc.constantFrom('"', ',', '\r\n', 'a"b', hostile),
	);
	fc.assert(
		fc.property(fc.array(title, {minLength: 1}), titles => {
			const runs = titles.map(text =>
				listed('wfrun_1', {
					phase: 'succeeded',
					finalAmount: parseMoney(2),
					title: foreignProse(text),
				}),
			);
			const [header, ...rows] = parseCsv(csvText(runs, columns, 'exact'));
			assert.deepEqual(header, ['run_order_id', 'title', 'final_amount']);
			assert.deepEqual(
				rows,
				titles.map(text => [
					'wfrun_1',
					/^\s*[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text,
					'2',
				]),
			);
		}),
	);
	assert.equal(csvText([], columns, 'exact'), 'run_order_id,title,final_amount');
});

test('a spreadsheet executes no text, and reads numbers as numbers', () => {
	for (const text of ['=1+1', '+1', '-1', '@SUM(x)', '\t=1', '\r=1', ' =1', '＝1', '\n=cmd|x!y']) {
		const [, row] = parseCsv(
			csvText(
				[listed(text, {title: foreignProse(text), createdAt: start})],
				columnsOf('title,id'),
				'exact',
			),
		);
		assert.deepEqual(row, [`'${text}`, `'${text}`]);
	}

	const cost = listed('wfrun_1', {phase: 'succeeded', finalAmount: parseMoney(-3)});
	assert.match(csvText([cost], columnsOf('cost'), 'exact'), /\r\n-3$/);
});
