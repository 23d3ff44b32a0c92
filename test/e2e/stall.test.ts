import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {response, writeRecording} from './recordings.ts';

const minute = 60_000;
const id = 'wfrun_00000000000000000001';
const common = {
	task_id: 'task_1',
	workflow_id: 'wf_1',
	status: 'running',
	progress_percent: 40,
	outputs: {},
	created_at: '2026-05-08T10:00:00Z',
	started_at: '2026-05-08T10:00:00Z',
};
const succeeded = {
	...common,
	status: 'succeeded',
	progress_percent: 100,
	terminal_at: '2026-05-08T10:00:50Z',
};
const entry = {
	at: '2026-05-08T10:00:00Z',
	event_type: 'progress',
	level: 'info',
	message: 'KSampler step 8/20',
	node_id: '3',
};
const running = {...common, logs: [entry]};
const failure = {kind: 'http', detail: 'HTTP 502', http_status: 502, retriable: true};

/**
 * Earlier runs of the same workflow as the run `id`, with a step every ten seconds. The program learns the
 * usual pause between two steps from them.
 */
const earlier = ['wfrun_a', 'wfrun_b', 'wfrun_c'];
const earlierPolls = [
	...[0, 10, 20, 30, 40].flatMap(second =>
		earlier.map(execution =>
			response(second * 1000, {...common, progress_percent: second}, {execution, next: 10_000}),
		),
	),
	...earlier.map(execution => response(50_000, succeeded, {execution, next: null})),
];

/**
 * Replays a run with a step at the start, and then a poll per minute. With `isPauseKnown` earlier runs are replayed,
 * too, from which the program learns the usual pause between steps.
 */
function play(
	t: TestContext,
	minutes: number,
	pollOf: (minute: number) => object,
	isPauseKnown = true,
): TestTerminal {
	const lines = [
		{at: 0, watch: isPauseKnown ? [id, ...earlier] : [id]},
		response(0, running, {execution: id, next: minute}),
		...(isPauseKnown ? earlierPolls : []),
		...Array.from({length: minutes}, (_, index) => ({
			at: (index + 1) * minute,
			execution: id,
			next: 2000,
			...pollOf(index + 1),
		})),
	];
	const file = writeRecording(t, lines, []);
	return openTerminal(t, {args: ['--replay', file, '--speed', '600'], columns: 150});
}

suite('a run without progress', {concurrency: 3}, () => {
	test('is stalled in its row, the counts and the detail, with the time and the last log entry', async t => {
		const terminal = play(t, 12, () => ({same: 0}));
		const screen = await terminal.waitFor(/stalled 1\dm[^]*last entry: n3 KSampler step 8\/20/);
		assert.match(screen[0] ?? '', /‖ 1 stalled/);
		assert.match(screen.join('\n'), /‖ no step since [\d:]+, for 1\dm · usual pause below 90s/);
		await terminal.play(['/ "is:stalled"', /Runs 1 of 4 ─ \/is:stalled/]);
		assert.match(screen.join('\n'), /ETA –/);
	});

	test('N1: is not stalled while the usual pause is unknown', async t => {
		const terminal = play(t, 12, () => ({same: 0}), false);
		const screen = await terminal.waitFor(/no step for 1\dm \(usual pause not known yet\)/);
		assert.match(screen[0] ?? '', /► 1 running/);
		assert.doesNotMatch(screen.join('\n'), /stalled/);
	});

	test('is stale instead while polls fail', async t => {
		const terminal = play(t, 12, () => ({failure, gave_up: null}));
		const screen = await terminal.waitFor(/stale 1\dm · HTTP 502 · failed 1\d times in a row/);
		assert.doesNotMatch(screen.join('\n'), /stalled|no step/);
	});

	test('is not stalled after the next step', async t => {
		const terminal = play(t, 13, at =>
			at === 12 ? {answer: {...running, progress_percent: 45}} : {same: at < 12 ? 0 : 12 * minute},
		);
		await terminal.play(['', /‖ 1 stalled/], ['', /► 1 running[^]*45%/]);
	});
});
