import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';
import * as fc from 'fast-check';
import {parseMoney} from '../../source/domain/money.ts';
import {messagesFor} from '../../source/messages/index.ts';
import {receipt, type ReceiptOptions} from '../../source/report/receipt.ts';
import {shellWord} from '../../source/report/shell-word.ts';
import {answered, name, output, start} from '../helpers/values.ts';
import {watch, watching} from './watch.ts';

const options: ReceiptOptions = {
	messages: messagesFor('en'),
	glyphs: {
		waiting: '.',
		queued: 'o',
		running: '*',
		succeeded: 'v',
		failed: 'x',
		canceled: '/',
		other: '?',
	},
	resumeOptions: [],
};

const {state} = watch(
	watching('wfrun_1', 'wfrun_22', 'wfrun_3'),
	answered('wfrun_1', {
		phase: 'succeeded',
		actualDurationSec: 41,
		totalCost: parseMoney('0.03120'),
		outputs: [
			output('n9_images', 'https://media.example/a.png?signature=secret'),
			{
				key: name('n10_text'),
				kind: 'text',
				isKindSaid: true,
				name: null,
				value: name('好'.repeat(50)),
				address: null,
			},
			output('n11_images', 'https://media.example/c.png'),
		],
	}),
	answered('wfrun_22', {phase: 'running', workflowId: name('wf_2'), startedAt: start - 8000}),
	{
		type: 'workflow-described',
		at: start,
		workflowId: 'wf_2',
		workflow: {title: name('文生图'), outputKinds: new Map()},
	},
);

test('a receipt has a line a run in columns, the total, and the command to watch again', () => {
	assert.deepEqual(receipt(state, options), [
		`v succeeded  wfrun_1           00:41  CNY 0.0312  https://media.example/a.png?...  ${'好'.repeat(20)}  +1 more`,
		'* running    wfrun_22  文生图  00:08',
		'. waiting    wfrun_3',
		'3 runs: 1 succeeded, 2 unfinished, CNY 0.0312',
		'watch again with: chenyu-top wfrun_1 wfrun_22 wfrun_3',
	]);
});

test('a receipt speaks Chinese', () => {
	const lines = receipt(state, {...options, messages: messagesFor('zh')});
	assert.match(lines[0] ?? '', /^v 成功 {6}wfrun_1 .* 另有 1 个$/);
	assert.equal(lines[3], '3 个运行：1 个成功，2 个未结束，¥0.0312');
	assert.equal(lines[4], '继续监视：chenyu-top wfrun_1 wfrun_22 wfrun_3');
});

test('S6: a signature is not in a receipt', () => {
	assert.ok(!receipt(state, options).join('\n').includes('secret'));
});

test('nothing watched, nothing said', () => {
	assert.deepEqual(receipt(watching(), options), []);
});

test('the command has the options it is given, and says where they end when an id looks like one', () => {
	const resumeOptions = ['--base-url', 'https://[::1]:8443/'];
	assert.equal(
		receipt(watching('-x', 'two words'), {...options, resumeOptions}).at(-1),
		"watch again with: chenyu-top --base-url 'https://[::1]:8443/' -- -x 'two words'",
	);
});

test('T1: an id with controls is spelled out in the command', () => {
	const lines = receipt(watching('a\u001B[31m\u202Eb'), options);
	assert.doesNotMatch(lines.join(''), /[\p{Cc}\p{Cf}]/u);
	assert.match(lines.at(-1) ?? '', /\$'a\\U0000001b\[31m\\U0000202eb'$/);
});

test('a shell takes every word for the text that it was made from', () => {
	const texts = [
		'',
		...fc.sample(fc.string({unit: 'grapheme'}), 60),
		...fc.sample(
			fc.string({unit: fc.constantFrom("'", '\\', '$', '`', '"', '!', '\n', ' ', '\u202E', '~')}),
			60,
		),
	].filter(text => !text.includes('\0'));
	const printed = execFileSync('bash', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`], {
		env: {LC_ALL: 'C.UTF-8'},
		encoding: 'utf8',
	});
	assert.deepEqual(printed.split('\0').slice(0, -1), texts);
});
