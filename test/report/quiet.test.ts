import assert from 'node:assert/strict';
import test from 'node:test';
import {noMoney, parseMoney} from '../../source/core/money/money.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {writePlain} from '../../source/report/plain.ts';
import {isKeptQuiet} from '../../source/report/quiet.ts';
import {entry, output, polled, pollFailed, start} from '../helpers/values.ts';
import {runError, watch, watching} from './watch.ts';

process.env['TZ'] = 'Asia/Shanghai';

const id = 'wfrun_1';
const {events} = watch(
	watching(id),
	polled(id, {phase: 'queued', queuePosition: 3}),
	pollFailed(id, {at: start + 1000}),
	polled(id, {progressPercent: 40}, [entry('begun')], start + 2000),
	polled(
		id,
		{phase: 'failed', error: runError('OOM')},
		[entry('begun'), entry('over')],
		start + 4000,
	),
	polled(
		id,
		{
			phase: 'failed',
			error: runError('OOM'),
			totalCost: parseMoney(1),
			outputs: [output('n9', 'https://a.example/1')],
		},
		[entry('begun'), entry('over')],
		start + 6000,
	),
);

test('--quiet with --plain leaves the end of a run, its failure and problems', () => {
	const lines = events
		.filter(event => isKeptQuiet(event, 'plain'))
		.flatMap(event => writePlain(event, messagesFor('en')));
	assert.deepEqual(
		lines.map(line => line.replace(/:(?= The service).*/, '')),
		['18:00:01 wfrun_1 problem', '18:00:04 wfrun_1 failed', '18:00:04 wfrun_1 error: OOM'],
	);
	const ending = {reason: 'done', exitCode: 1, succeeded: 0, failed: 1, canceled: 0} as const;
	const end = {
		event: 'end',
		at: start,
		unfinished: 0,
		totalCost: noMoney,
		...ending,
	} as const;
	assert.ok(isKeptQuiet(end, 'plain'));
	assert.ok(!isKeptQuiet({event: 'start', at: start, version: '1', runOrderIds: [id]}, 'plain'));
});

test('a run that had ended before the watch is reported once', () => {
	const {events: late} = watch(
		watching(id),
		polled(id, {phase: 'succeeded'}),
		polled(id, {phase: 'succeeded', totalCost: parseMoney(1)}),
	);
	assert.deepEqual(
		late.map(event => [event.event, isKeptQuiet(event, 'plain')]),
		[
			['run', true],
			['run', false],
		],
	);
});
