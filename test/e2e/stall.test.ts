import assert from 'node:assert/strict';
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test, type TestContext} from 'node:test';
import {openTerminal, type TestTerminal} from '../helpers/terminal.ts';
import {temporaryFolder} from '../helpers/program.ts';

const minute = 60_000;
const id = 'wfrun_00000000000000000001';
const response = {
	task_id: 'task_1',
	workflow_id: 'wf_1',
	status: 'running',
	progress_percent: 40,
	logs: [
		{
			at: '2026-05-08T10:00:00Z',
			event_type: 'progress',
			level: 'info',
			message: 'KSampler step 8/20',
			node_id: '3',
		},
	],
	outputs: {},
	created_at: '2026-05-08T10:00:00Z',
	started_at: '2026-05-08T10:00:00Z',
};
const failure = {kind: 'http', detail: 'HTTP 502', http_status: 502, retriable: true};

/** Three runs of the same workflow that take a step every ten seconds for a minute, by which the usual pause is known. */
const earlier = ['wfrun_a', 'wfrun_b', 'wfrun_c'];

function earlierAnswers(): readonly object[] {
	const {logs: _, ...common} = response;
	return [0, 10, 20, 30, 40, 50].flatMap(second =>
		earlier.map(execution => ({
			at: second * 1000,
			execution,
			next: second === 50 ? null : 10_000,
			answer:
				second === 50
					? {
							...common,
							status: 'succeeded',
							progress_percent: 100,
							terminal_at: '2026-05-08T10:00:50Z',
						}
					: {...common, progress_percent: second},
		})),
	);
}

/** Plays a run that takes a step at the start, and then minute after minute what is given. */
function play(
	t: TestContext,
	each: (minute: number) => object,
	minutes: number,
	isPauseKnown = true,
): TestTerminal {
	const folder = temporaryFolder(t);
	const file = join(folder, 'watch.jsonl');
	const lines = [
		{
			format: 'chenyu-top-recording',
			version: 1,
			program: '0.1.0',
			started: '2026-05-08T10:00:00.000Z',
			part: 0,
		},
		{at: 0, watch: isPauseKnown ? [id, ...earlier] : [id]},
		{at: 0, execution: id, next: minute, answer: response},
		...(isPauseKnown ? earlierAnswers() : []),
		...Array.from({length: minutes}, (_, index) => ({
			at: (index + 1) * minute,
			execution: id,
			next: 2000,
			...each(index + 1),
		})),
	];
	writeFileSync(file, lines.map(line => `${JSON.stringify(line)}\n`).join(''));
	return openTerminal(t, {args: ['--replay', file, '--speed', '600'], columns: 120});
}

suite('a run that stands still', {concurrency: 3}, () => {
	test('its row, the counts and the detail show it, with its start and the last log entry', async t => {
		const terminal = play(t, () => ({same: true}), 12);
		const screen = await terminal.waitFor(/stalled 1\dm[^]*last entry: n3 KSampler step 8\/20/);
		assert.match(screen[0] ?? '', /‖ 1 stalled/);
		assert.match(screen.join('\n'), /‖ no step since [\d:]+, for 1\dm · usual pause below 90s/);
		terminal.press('/');
		terminal.type('is:stalled');
		await terminal.waitFor(/Runs 1 of 4 ─ \/is:stalled/);
		// It is stalled, so nobody knows when it is over.
		assert.match(screen.join('\n'), /ETA –/);
	});

	test('N1: until the usual pause is known it is not called stalled', async t => {
		const terminal = play(t, () => ({same: true}), 12, false);
		const screen = await terminal.waitFor(/no step for 1\dm \(usual pause not known yet\)/);
		assert.match(screen[0] ?? '', /► 1 running/);
		assert.doesNotMatch(screen.join('\n'), /stalled/);
	});

	test('polls that fail are no stall: what is old says so instead', async t => {
		const terminal = play(t, () => ({failure, gave_up: null}), 12);
		const screen = await terminal.waitFor(/stale 1\dm · HTTP 502 · failed 1\d times in a row/);
		assert.doesNotMatch(screen.join('\n'), /stalled|no step/);
	});

	test('a step ends it', async t => {
		const terminal = play(
			t,
			at => (at === 12 ? {answer: {...response, progress_percent: 45}} : {same: true}),
			13,
		);
		await terminal.waitFor(/‖ 1 stalled/);
		await terminal.waitFor(/► 1 running[^]*45%/);
	});
});
