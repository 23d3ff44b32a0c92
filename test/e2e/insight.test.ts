import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {pictureRun} from '../helpers/picture-run.ts';
import {assertStraightFrame} from './frame.ts';
import {finishedRun, queuedRun, runEndingIn} from './runs.ts';
import {watchOnScreen, type WatchSetup} from './watch.ts';

const esc = '\u001B';
const focusOut = `${esc}[O`;
const focusIn = `${esc}[I`;
const quick = ['--interval', '0.2'];

/** A run that fails so many milliseconds after the service has started, in its sampler. */
function runFailingIn(ms: number, title: string): RunScript {
	// Its sampler begins 3.3 seconds after the creation, and fails 2.5 seconds later.
	const run = pictureRun(title, ms - 5800);
	return {
		...run,
		workflow: {...run.workflow, title},
		nodes: run.nodes.map(node =>
			node.id === '3'
				? {
						...node,
						lines: [
							{
								at: 0.4,
								level: 'error' as const,
								message: 'tile 16: https://a.example/x.png?signature=geheim',
							},
						],
					}
				: node,
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

suite('a run from other sides', {concurrency: 3}, () => {
	test('the timeline shows the nodes on an axis, and the selected one narrows the log', async t => {
		const {terminal} = await open(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.waitFor(/succeeded[^]*SaveImage/);
		terminal.press('T');
		const screen = await terminal.waitFor(/▸Nodes 5 ─ by start[^]*✓ n4 [^]*✓ n9 SaveImage/);
		assert.match(screen.join('\n'), /✓ n3 KSampler\S* .*━━━━.* 00:05 +5\d%/);
		assertStraightFrame(terminal, 120, 40);
		terminal.press('down', 'down', 'down');
		await terminal.waitFor(/▸✓ n3 [^]*├ Log ─ follow ─ node 3 ─ \d+ of \d+ lines/);
		terminal.press('s');
		await terminal.waitFor(/Nodes 5 ─ longest first[^]*all[^\n]*\n[^\n]*▸✓ n3 /);
		terminal.press('enter');
		await terminal.waitFor(/├ Nodes 5[^]*├▸Log/);
		terminal.type('%');
		await terminal.waitFor('▸Nodes 5');
		terminal.press('esc');
		await terminal.waitFor(text => !text.join('\n').includes('Nodes 5'));
		terminal.press('esc');
		await terminal.waitFor(text => !text.join('\n').includes('node 3'));
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
	});

	test('folded by node the log is a line for each, until one is unfolded', async t => {
		const {terminal} = await open(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.waitFor(/succeeded[^]*SaveImage/);
		terminal.press('3', 'F');
		await terminal.waitFor(
			/▸Log ─ follow ─ folded ─ 7 of \d+ lines[^]*n3 +\+11 00:05 KSampler: 10 steps/,
		);
		terminal.press('g', 'j', 'space');
		await terminal.waitFor(/▸\S+ INFO +n4 +loading checkpoint[^]*n4 +loaded [^]*n3 +\+11 /);
		terminal.press('F');
		await terminal.waitFor(/n3 +KSampler step 10\/10/);
	});

	test('what happened to a run that nobody looked at has badges, until somebody does', async t => {
		const runs = [
			queuedRun('Waits'),
			runFailingIn(3000, 'Fails'),
			runEndingIn(3000, 'Works'),
			finishedRun('Over'),
		];
		const {terminal} = await open(t, {scenario: {runs}});
		const screen = await terminal.waitFor(/Fails +▲2 ● failed[^]*Works +● ◇2 succeeded/);
		assert.doesNotMatch(screen.join('\n'), /Over +[●◇▲]/);
		terminal.press('down');
		await terminal.waitFor(/▸✗ \w+ Fails +failed[^]*Works +● ◇2/);
		terminal.press('down');
		await terminal.waitFor(/▸✓ \w+ Works +succeeded/);
	});

	test('the failure card says why and what to try, and y copies it as Markdown without secrets', async t => {
		const {terminal, raw} = await open(t, {scenario: {runs: [runFailingIn(-5000, 'Fails')]}});
		await terminal.waitFor(/✗ failed[^]*in node n3 for 00:0\d[^]*x for details/);
		terminal.press('x');
		await terminal.waitFor(
			/▸Why it failed[^]*reason +CUDA out of memory[^]*first error .* tile 16[^]*What to try[^]*smaller size[^]*entries before the error/,
		);
		assertStraightFrameless(terminal.screen());
		terminal.press('y');
		await terminal.waitFor('copied the failure card');
		// eslint-disable-next-line no-control-regex -- the sequence is what is looked for
		const [, base64 = ''] = /\u001B\]52;c;([\w+/=]+)\u0007/.exec(raw()) ?? [];
		const text = Buffer.from(base64, 'base64').toString();
		assert.match(
			text,
			/^## Why it failed: `Fails`\n\n```text\nCUDA out of memory\nTried to allocate `4\.50 GiB`\n```\n\n- run: `wfrun_\w+`\n/,
		);
		assert.match(
			text,
			/- code: `NODE_EXECUTION_FAILED`, status 500\n- node: `n3 [^`]+`, for 00:02\n- cost: CNY \d/,
		);
		assert.match(text, /\*\*The 10 entries before the error\*\*\n\n```text\n(?:.+\n){10}```/);
		assert.match(text, /x\.png\?\[query\]/);
		assert.ok(!text.includes('geheim'));
		terminal.press('esc');
		await terminal.waitFor('▸Runs 1');
		terminal.type('~');
		await terminal.waitFor('▸Why it failed');
	});

	test('a run that did not fail has no card', async t => {
		const {terminal} = await open(t, {scenario: {runs: [finishedRun('A portrait')]}});
		await terminal.waitFor(/succeeded[^]*SaveImage/);
		terminal.press('x');
		await terminal.waitFor('this run neither failed nor was canceled');
	});
});

function assertStraightFrameless(screen: readonly string[]): void {
	assert.ok(
		screen.slice(1, -1).every(line => /^[│├].*[│┤]$/.test(line)),
		screen.join('\n'),
	);
}

suite('the terminal around the screen', {concurrency: 3}, () => {
	const ghostty = {TERM_PROGRAM: 'ghostty', TERM_PROGRAM_VERSION: '1.2.0'};

	test('the title counts, the tab has a bar, one notification comes with the focus away; all is undone at the end', async t => {
		const {terminal, raw} = await open(t, {
			scenario: {
				runs: [runEndingIn(6000, 'First'), runEndingIn(6200, 'Second'), queuedRun('Waits')],
			},
			env: ghostty,
		});
		await terminal.waitFor(/► \w+ First[^]*► \w+ Second[^]*Waits/);
		terminal.type(focusOut);
		await terminal.waitFor(() => raw().includes(']777;'));
		assert.deepEqual(raw().match(/\]777;\P{Cc}*/gu), [
			']777;notify;chenyu-top: 2 runs ended;2 succeeded',
		]);
		assert.equal(terminal.title, '○1 ✓2 chenyu-top');
		assert.match(raw(), /\p{Cc}\]9;4;1;\d+\p{Cc}\\/u);
		assert.equal(terminal.modes.sendFocusMode, true);
		// Nobody saw the end of the selected run either, and nothing of this was taken for a key.
		await terminal.waitFor(/▸✓ \w+ First +● ◇2[^]*Second +● ◇2/);
		terminal.type(focusIn);
		await terminal.waitFor(/▸✓ \w+ First +succeeded[^]*Second +● ◇2/);
		terminal.press('q');
		assert.deepEqual(await terminal.exit, {code: 0, signal: null});
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		assert.match(raw(), /\[22;0t[^]*\]9;4;0;0[^]*\[23;0t/);
	});

	test('a signal leaves the terminal as it was too (D1)', async t => {
		const {terminal, raw} = await open(t, {scenario: {runs: [queuedRun('Waits')]}, env: ghostty});
		await terminal.waitFor('Waits');
		await terminal.waitFor(() => terminal.title === '○1 chenyu-top');
		terminal.kill('SIGTERM');
		assert.equal((await terminal.exit).code, 143);
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		assert.equal(raw().split(`${esc}[23;0t`).length, 2, 'once');
	});

	test('a pager gets the title and progress of before; afterwards ours are written again', async t => {
		const {terminal} = await open(t, {
			scenario: {runs: [finishedRun('A portrait'), queuedRun('Waits')]},
			env: {...ghostty, PAGER: `sh -c 'cat > /dev/null; echo PAGER HAS; read -r line < /dev/tty'`},
		});
		await terminal.waitFor(/SaveImage/);
		await terminal.waitFor(() => terminal.title === '○1 ✓1 chenyu-top');
		terminal.press('3', 'v');
		await terminal.waitFor('PAGER HAS');
		assert.equal(terminal.title, '');
		assert.equal(terminal.modes.sendFocusMode, false);
		terminal.type('\r');
		await terminal.waitFor('▸Log');
		await terminal.waitFor(() => terminal.title === '○1 ✓1 chenyu-top');
		assert.equal(terminal.modes.sendFocusMode, true);
	});

	test('what is switched off, or not known here, is not written; b is silence', async t => {
		const off = await open(t, {
			scenario: {runs: [runEndingIn(6000, 'First'), queuedRun('Waits')]},
			args: [...quick, '--no-title', '--no-progress', '--no-notify', '--no-bell'],
			env: ghostty,
		});
		const silent = await open(t, {
			scenario: {runs: [runEndingIn(6000, 'First'), queuedRun('Waits')]},
			env: ghostty,
		});
		await silent.terminal.waitFor(/► \w+ First/);
		silent.terminal.press('b');
		await silent.terminal.waitFor('notifications off; b turns them on');
		await off.terminal.waitFor(/► \w+ First/);
		off.terminal.type(focusOut);
		silent.terminal.type(focusOut);

		for (const {terminal, raw} of [off, silent]) {
			await terminal.waitFor(/▸✓ \w+ First +●/);
			terminal.press('q');
			await terminal.exit;
			assert.ok(!raw().includes(']777;'));
		}

		assert.doesNotMatch(off.raw(), /\p{Cc}\]0;|\]9;4;|\[2[23];0t/u);
		assert.equal(off.terminal.title, '');
	});
});
