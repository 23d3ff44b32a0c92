import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {without} from '../helpers/terminal.ts';
import {assertMatches} from './assert-output.ts';
import {assertStraightFrame, assertStraightSides} from './frame.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {copiedText, leave, watchOnScreen, type WatchSetup} from './watch.ts';

const esc = '\u001B';
const focusOut = `${esc}[O`;
const focusIn = `${esc}[I`;
const quick = ['--interval', '0.2'];

/** Creates a run whose sampler (the node that makes the picture) fails `ms` milliseconds after the service starts. */
function runFailingIn(ms: number, title: string): RunScript {
	// The sampler starts 3.3 seconds after the creation and fails 2.5 seconds later.
	const run = pictureRun(title, ms - 5800);
	const message = 'tile 16: https://a.example/x.png?signature=geheim';
	return {
		...run,
		workflow: {...run.workflow, title},
		nodes: run.nodes.map(node =>
			node.id === '3' ? {...node, lines: [{at: 0.4, level: 'error' as const, message}]} : node,
		),
		ending: {
			kind: 'failed',
			nodeId: '3',
			at: 0.5,
			error: {
				reason: 'CUDA out of memory',
				detail: 'Tried to allocate `4.50 GiB`',
				engine_code: 'NODE_EXECUTION_FAILED',
				status_code: 500,
			},
		},
	};
}

async function open(t: TestContext, setup: WatchSetup) {
	const {terminal} = await watchOnScreen(t, {columns: 120, rows: 40, args: quick, ...setup});
	return {terminal, raw: () => terminal.raw().toString()};
}

suite('views of a run', {concurrency: 3}, () => {
	test('the timeline shows the nodes on an axis, and the selected one filters the log', async t => {
		const {terminal} = await open(t, {scenario: {runs: [finishedRun('A portrait')]}});
		const screen = await terminal.play(
			['', /succeeded[^]*SaveImage/],
			['T', /▸Nodes 5 ─ by start[^]*✓ n4 [^]*✓ n9 SaveImage/],
		);
		assert.match(screen.join('\n'), /✓ n3 KSampler\S* .*━━━━.* [45](?:\.\d)?s +5\d%/);
		assertStraightFrame(terminal, 120, 40);
		await terminal.play(
			['down down down', /▸✓ n3 [^]*3 Log ─ follow ─ node 3 ─ \d+ of \d+ lines/],
			['s', /Nodes 5 ─ longest first[^]*all[^\n]*\n[^\n]*▸✓ n3 /],
			['enter', /─ Nodes 5[^]*├─▸3 Log/],
			['%', '▸Nodes 5'],
			['esc', without('Nodes 5')],
			['esc', without('node 3')],
		);
		await leave(terminal);
	});

	test('a folded log has one line per node, which unfolds', async t => {
		const {terminal} = await open(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.play(
			['', /succeeded[^]*SaveImage/],
			[
				'3 F',
				/▸3 Log ─ follow ─ folded ─ 7 of \d+ lines[^]*n3 +\+11 [45](?:\.\d)?s KSampler: 10 steps/,
			],
			['g j space', /▸\S+ INFO +n4 +loading checkpoint[^]*n4 +loaded [^]*n3 +\+11 /],
			['F', /n3 +KSampler step 10\/10/],
		);
	});

	test('unseen events of a run have badges until the run is selected', async t => {
		const runs = [
			queuedRun('Waits'),
			runFailingIn(3000, 'Fails'),
			runEndingIn(3000, 'Works'),
			finishedRun('Over'),
		];
		const {terminal} = await open(t, {scenario: {runs}});
		const screen = await terminal.waitFor(/Fails +▲2 ● +failed[^]*Works +● ◇2 +succeeded/);
		assert.doesNotMatch(screen.join('\n'), /Over +[●◇▲]/);
		await terminal.play(
			['down', /▸✗ \w+ Fails +failed[^]*Works +● ◇2/],
			['down', /▸✓ \w+ Works +succeeded/],
		);
	});

	test('the failure card shows the reason and advice, and y copies it as Markdown without secrets', async t => {
		const {terminal} = await open(t, {scenario: {runs: [runFailingIn(-5000, 'Fails')]}});
		await terminal.play(
			['', /✗ failed[^]*Fails[^]*in node n3 for \d(?:\.\d)?s[^]*x for details/],
			[
				'x',
				/▸Why it failed[^]*reason +CUDA out of memory[^]*first error .* tile 16[^]*What to try[^]*smaller size[^]*entries before the error/,
			],
		);
		assertStraightSides(terminal, 120, 40);
		await terminal.play(['y', 'copied the failure card']);
		const text = copiedText(terminal);
		assertMatches(text, [
			/^## Why it failed: `Fails`\n\n```text\nCUDA out of memory\nTried to allocate `4\.50 GiB`\n```\n\n- run: `wfrun_\w+`\n/,
			/- code: `NODE_EXECUTION_FAILED`, status 500\n- node: `n3 [^`]+`, for [23](?:\.\d)?s\n- cost: CNY \d/,
			/\*\*The 10 entries before the error\*\*\n\n```text\n(?:.+\n){10}```/,
			/x\.png\?\[query\]/,
		]);
		assert.ok(!text.includes('geheim'));
		await terminal.play(['esc', '▸1 Runs 1'], ['~', '▸Why it failed']);
	});

	test('a run that did not fail has no failure card', async t => {
		const {terminal} = await open(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.play(
			['', /succeeded[^]*SaveImage/],
			['x', 'this run neither failed nor was canceled'],
		);
	});
});

suite('terminal integrations', {concurrency: 3}, () => {
	const ghostty = {TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.0'};
	const ending = {runs: [runEndingIn(6000, 'First'), queuedRun('Waits')]};

	test('title counts, progress bar, and one notification without focus; all is restored at the end', async t => {
		const {terminal, raw} = await open(t, {
			scenario: {
				runs: [runEndingIn(6000, 'First'), runEndingIn(6200, 'Second'), queuedRun('Waits')],
			},
			env: ghostty,
		});
		await terminal.waitFor(/► \w+ First[^]*► \w+ Second[^]*Waits/);
		terminal.type(focusOut);
		await terminal.waitFor(() => /\]777;\P{Cc}*\p{Cc}/u.test(raw()));
		assert.deepEqual(raw().match(/\]777;\P{Cc}*/gu), [
			']777;notify;chenyu-top: 2 runs ended;2 succeeded',
		]);
		assert.equal(terminal.title, '○1 ✓2 chenyu-top');
		assert.match(raw(), /\p{Cc}\]9;4;1;\d+\p{Cc}\\/u);
		assert.equal(terminal.modes.sendFocusMode, true);
		// Without focus the end of the selected run is unseen, too. Focus reports are no keys.
		await terminal.waitFor(/▸✓ \w+ First +● ◇2[^]*Second +● ◇2/);
		terminal.type(focusIn);
		await terminal.waitFor(/▸✓ \w+ First +succeeded +\d+(\.\d)?s[^]*Second +● ◇2/);
		await leave(terminal);
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		assert.match(raw(), /\[22;0t[^]*\]9;4;0;0[^]*\[23;0t/);
	});

	test('a signal restores them, too (D1)', async t => {
		const {terminal, raw} = await open(t, {scenario: {runs: [queuedRun('Waits')]}, env: ghostty});
		await terminal.play(['', 'Waits'], ['', () => terminal.title === '○1 chenyu-top']);
		terminal.kill('SIGTERM');
		await leave(terminal, [], 143);
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		assert.equal(raw().split(`${esc}[23;0t`).length, 2, 'once');
	});

	test('a pager gets the original title and modes; afterwards they are set again', async t => {
		const {terminal} = await open(t, {
			scenario: {runs: [finishedRun('A portrait'), queuedRun('Waits')]},
			env: {...ghostty, PAGER: `sh -c 'cat > /dev/null; echo PAGER HAS; read -r line < /dev/tty'`},
		});
		await terminal.play(
			['', /SaveImage/],
			['', () => terminal.title === '○1 ✓1 chenyu-top'],
			['3 v', 'PAGER HAS'],
		);
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		await terminal.play(['enter', '▸3 Log'], ['', () => terminal.title === '○1 ✓1 chenyu-top']);
		assert.equal(terminal.modes.sendFocusMode, true);
	});

	test('options turn them off, and b turns notifications off', async t => {
		const off = await open(t, {
			scenario: ending,
			args: [...quick, '--no-title', '--no-progress', '--no-notify', '--no-bell'],
			env: ghostty,
		});
		const silent = await open(t, {scenario: ending, env: ghostty});
		await silent.terminal.play(['', /► \w+ First/], ['b', 'notifications off; b turns them on']);
		await off.terminal.waitFor(/► \w+ First/);
		off.terminal.type(focusOut);
		silent.terminal.type(focusOut);

		for (const {terminal, raw} of [off, silent]) {
			await terminal.waitFor(/▸✓ \w+ First +●/);
			await leave(terminal);
			assert.ok(!raw().includes(']777;'));
		}

		assert.doesNotMatch(off.raw(), /\p{Cc}\]0;|\]9;4;|\[2[23];0t/u);
		assert.equal(off.terminal.title, '');
	});
});
