import assert from 'node:assert/strict';
import test from 'node:test';
import {parseMoney} from '../../source/core/money/money.ts';
import {receipt, type ReceiptOptions} from '../../source/events/receipt.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {errorOf} from '../features/failure/cards.ts';
import {appearance} from '../helpers/sample.ts';
import {name, output, polled, start} from '../helpers/values.ts';
import {textOutput, titled, watch, watching} from './watch.ts';

const options: ReceiptOptions = {
	appearance: appearance(),
	columns: 140,
	resumeOptions: [],
};

const {state} = watch(
	watching('wfrun_1', 'wfrun_22', 'wfrun_3'),
	polled('wfrun_1', {
		phase: 'succeeded',
		actualDurationSec: 41,
		totalCost: parseMoney('0.03120'),
		outputs: [
			output('n9_images', 'https://media.example/a.png?signature=secret'),
			textOutput('n10_text', '好'.repeat(50)),
			output('n11_images', 'https://media.example/c.png'),
		],
	}),
	polled('wfrun_22', {
		phase: 'running',
		workflowId: name('wf_2'),
		startedAt: start - 8000,
		totalCost: parseMoney('0.0000'),
	}),
	polled('wfrun_3', {
		phase: 'failed',
		totalCost: parseMoney('10.41260001'),
		error: errorOf('Node failed.', {detail: name('CUDA out of memory')}),
	}),
	titled('wf_2', '文生图'),
);

test('a receipt has a row per run in columns with outputs or the reason, the total, and the command to watch again', () => {
	assert.deepEqual(receipt(state, options), [
		`✓ succeeded  1           41s   ¥0.0312  n9_images.png  ${'好'.repeat(19)}…  +1 more`,
		'► running    22  文生图   8s',
		'✗ failed     3                ¥10.4126  CUDA out of memory',
		'3 runs: 1 succeeded, 1 failed, 1 unfinished, ¥10.4438',
		'resume with: chenyu-top wfrun_1 wfrun_22 wfrun_3',
	]);
	assert.deepEqual(receipt(state, {...options, appearance: appearance('zh')}).slice(3), [
		'3 次运行：成功 1，失败 1，未结束 1，¥10.4438',
		'继续监控：chenyu-top wfrun_1 wfrun_22 wfrun_3',
	]);
});

test('cut text ends with an ellipsis, and no row is wider than the terminal', () => {
	const title = '一个相当长的工作流标题 with a tail that is long as well';
	const {state: long} = watch(
		watching('wfrun_00000000000000000001', 'wfrun_00000000000000000002'),
		polled('wfrun_00000000000000000001', {
			phase: 'succeeded',
			actualDurationSec: 41,
			workflowId: name('wf_2'),
			totalCost: parseMoney('0.0312'),
			outputs: [
				output('n9_images', 'https://media.example/one/picture.png'),
				textOutput('n10_text', 'a portrait in the rain at night, seed 8675309'),
			],
		}),
		titled('wf_2', title),
	);

	for (let columns = 1; columns <= 200; columns++) {
		const rows = receipt(long, {...options, columns}).slice(0, -1);

		for (const row of rows) {
			assert.ok(cellWidth(row) <= columns, `${columns}: ${row}`);
			assert.doesNotMatch(row, /https:\S*…/, 'an address that was cut');
			assert.ok(!/seed \d{1,6}(?!\d)(?!…)/.test(row), row);
		}
	}

	const [at110 = '', at150 = ''] = [110, 150].map(columns => {
		return receipt(long, {...options, columns})[0];
	});
	assert.match(at110, /^✓ succeeded  0{3,}\S*1  一.*…  41s  ¥0\.0312  n9_images\.png  a por.*…$/);
	assert.ok(at150.includes(`1  ${title}  41s`), 'where results are short, titles are whole');
});

test('in a narrow terminal a title leaves room for the time and the cost', () => {
	const succeeded = {phase: 'succeeded', actualDurationSec: 41, workflowId: name('wf_2')} as const;
	const {state: one} = watch(
		watching('wfrun_1'),
		polled('wfrun_1', {...succeeded, totalCost: parseMoney('0.0312')}),
		titled('wf_2', '一个相当长的工作流标题'),
	);
	const [row] = receipt(one, {...options, columns: 40});
	assert.equal(row, '✓ succeeded  1  一个相…  41s  ¥0.0312');
});

test('the command lists a few watched ids with its options, as safe text; a replay has none', () => {
	const many = Array.from({length: 9}, (_, index) => `wfrun_${index}`);
	const replay = {started: start, length: 1000, speed: 1, paused: false};
	const withReopened = new Map(
		[...state.runs].map(([id, run]) => [id, {...run, isReopened: id === 'wfrun_1'}]),
	);
	const address = ['--base-url', 'https://[::1]:8443/'];

	for (const [shown, resumeOptions, command] of [
		[watching(...many.slice(1)), [], `chenyu-top ${many.slice(1).join(' ')}`],
		[watching(...many), [], 'the same command (9 runs)'],
		[{...state, runs: withReopened}, [], 'chenyu-top wfrun_22 wfrun_3'],
		[{...state, replay}, ['--replay', 'watch.jsonl'], 'chenyu-top --replay watch.jsonl'],
		// An id that looks like an option comes after `--`.
		[
			watching('-x', 'two words'),
			address,
			"chenyu-top --base-url 'https://[::1]:8443/' -- -x 'two words'",
		],
		[watching('a\u001B[31m\u202Eb'), [], "chenyu-top 'a^[[31m<U+202E>b'"],
	] as const) {
		const last = receipt(shown, {...options, resumeOptions}).at(-1);
		assert.equal(last, `resume with: ${command}`);
	}
});

test('a receipt has no signatures', () => {
	assert.ok(!receipt(state, options).join('\n').includes('secret'));
	const link = 'https://media.example/a.png?signature=secret';
	const named = watch(
		watching('wfrun_1'),
		polled('wfrun_1', {phase: 'succeeded', outputs: [output(link, link)]}),
	);
	assert.ok(!receipt(named.state, options).join('\n').includes('secret'), 'the key of an output');
});

test('a status and a title of megabytes are cut', () => {
	const text = 'a\n'.repeat(1_000_000);
	const {state: long} = watch(
		watching('wfrun_1'),
		polled('wfrun_1', {phase: 'other', status: name(text), workflowId: name('wf_2')}),
		titled('wf_2', text),
	);
	const [row = ''] = receipt(long, {...options, columns: 100});
	assert.ok(cellWidth(row) <= 100 && row.endsWith('…'), row);
});

test('the total of a receipt is unknown while a cost cannot be read', () => {
	const cost = {totalCost: null, isCostUnreadable: true};
	const {state: unreadable} = watch(watching('wfrun_1'), polled('wfrun_1', cost));
	assert.equal(receipt(unreadable, options)[1], '1 run: 1 unfinished, cost unknown');
});
