import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney} from '../../source/core/money/money.ts';
import {writeJson, writePlain} from '../../source/events/event-lines.ts';
import type {Language} from '../../source/i18n/messages.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import type {Action} from '../../source/store/action.ts';
import {assertEvent} from '../helpers/event-schema.ts';
import '../helpers/time-zone.ts';
import {entry, name, output, polled, pollFailed, problem, start} from '../helpers/values.ts';
import {runError, titled, watch, watching, withEarlierRuns} from './watch.ts';

const id = 'wfrun_1';
const snapshot = {
	internalStatus: null,
	completedNodeCount: 4,
	totalRunnableNodes: 7,
	lastEventType: null,
};

function lines(language: Language, ...actions: readonly Action[]): readonly string[] {
	return watch(watching(id), ...actions).events.flatMap(event =>
		writePlain(event, messagesFor(language)),
	);
}

test('a run from the queue to its end', () => {
	const over = polled(
		id,
		{
			phase: 'succeeded',
			progressPercent: 100,
			...snapshot,
			completedNodeCount: 7,
			actualDurationSec: 8.42,
			totalCost: parseMoney(0.0002878),
			outputs: [output('n9_images', 'https://media.example/a.png')],
		},
		[entry('execution started', 1), entry('', 2, {eventType: name('executed'), nodeId: name('9')})],
		start + 10_000,
	);
	const actions: readonly Action[] = [
		polled(id, {phase: 'queued', queuePosition: 3, estimatedWaitSec: 89.6}),
		polled(id, {progressPercent: 57.9, ...snapshot}, [], start + 4000),
		over,
	];
	assert.deepEqual(lines('en', ...actions), [
		'18:00:00 wfrun_1 queued #3 ~90s',
		'18:00:04 wfrun_1 running 57% 4/7 nodes',
		'18:00:10 wfrun_1 succeeded 7/7 nodes 8.4s ¥0.0002878',
		'18:00:01 wfrun_1 INFO execution started',
		'18:00:02 wfrun_1 INFO n9 executed',
		'18:00:10 wfrun_1 output n9_images image https://media.example/a.png',
	]);
	assert.equal(lines('zh', ...actions)[2], '18:00:10 wfrun_1 成功 7/7 个节点 8.4s ¥0.0002878');
});

test('a change that the line does not show has no line', () => {
	const later = polled(id, {progressPercent: 57.2, taskId: null}, [], start + 2000);
	assert.equal(lines('en', polled(id, {progressPercent: 57.9}), later).length, 1);
});

test('a new title, an unknown status and a gap in the log are reported', () => {
	assert.deepEqual(
		lines(
			'en',
			polled(id, {phase: 'other', status: name('warming')}, [entry('a', 1)]),
			titled('wf_1', '文生图111'),
			polled(id, {}, [entry('x', 8)], start + 9000),
		),
		[
			'18:00:00 wfrun_1 warming',
			'18:00:01 wfrun_1 INFO a',
			'18:00:00 wfrun_1 warming 文生图111',
			'18:00:09 wfrun_1 running 文生图111',
			'18:00:08 wfrun_1 log entries are missing here',
			'18:00:08 wfrun_1 INFO x',
		],
	);
});

test('the error of a run is reported without repeated texts', () => {
	const error = runError('out of memory', {detail: name('out of memory'), statusCode: 500});
	assert.equal(
		lines('en', polled(id, {phase: 'failed', error}))[1],
		'18:00:00 wfrun_1 error: 500 · out of memory',
	);
	assert.equal(
		lines('zh', polled(id, {phase: 'failed', error: {...error, engineCode: name('OOM')}}))[1],
		'18:00:00 wfrun_1 错误：OOM · out of memory',
	);
});

test('a failed poll has its cause and the next step', () => {
	const {sentence} = messagesFor('en').problem;
	const words = sentence(problem());

	for (const [nextPollAt, next] of [
		[start + 1100, 'retry in 1s'],
		[start + 59_999, 'retry in 60s'],
		[start + 60_000, 'retry at 18:01:00'],
		[start + 900_000, 'retry at 18:15:00'],
		[start + 86_400_000, 'retry at 05-09 18:00:00'],
	] as const) {
		assert.deepEqual(lines('en', pollFailed(id, {nextPollAt})), [
			`18:00:00 wfrun_1 problem: ${words} (${next})`,
		]);
	}
});

test('a stall, its end and a late run have a line and an event each', () => {
	const step = (second: number, progressPercent: number): Action =>
		polled(id, {startedAt: start, progressPercent}, [], start + second * 1000);
	const {events} = watch(
		withEarlierRuns(watching(id)),
		step(0, 10),
		step(20, 20),
		step(70, 30),
		step(110, 30),
		step(600, 30),
		step(602, 40),
	);
	assert.deepEqual(
		events.flatMap(event => writePlain(event, messagesFor('en'))),
		[
			'18:00:00 wfrun_1 running 10%',
			'18:00:20 wfrun_1 running 20%',
			'18:01:10 wfrun_1 running 30%',
			'18:01:50 wfrun_1 running late usually 22s 30%',
			'18:10:00 wfrun_1 running stalled late usually 22s 30%',
			'18:10:02 wfrun_1 running late usually 22s 40%',
		],
	);
	const parsed = events.map(
		event => JSON.parse(writeJson(event)) as Readonly<Record<string, unknown>>,
	);
	const alerts = parsed.filter(({event}) => event === 'alert');
	alerts.forEach(assertEvent);
	assert.deepEqual(
		alerts.map(({kind, run_order_id: run}) => [kind, run]),
		[
			['late', id],
			['stalled', id],
		],
	);
	const told = parsed.filter(({event}) => event === 'run');
	assert.deepEqual(
		told.map(event => event['stalled_since']),
		[null, null, null, null, '2026-05-08T10:01:10Z', null],
	);
	assert.ok(told.slice(2).every(event => event['eta_sec'] === null));
});
