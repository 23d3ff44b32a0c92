import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {FailureCard} from '../../../source/features/failure/failure-card.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import type {RunError} from '../../../source/core/run-error.ts';
import {messagesFor} from '../../../source/i18n/index.ts';
import {failureMarkdown} from '../../../source/features/failure/markdown.ts';
import {withoutSecrets} from '../../../source/core/text/without-secrets.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {entry, name, start} from '../../helpers/values.ts';

function cardOf(change: Partial<FailureCard> = {}): FailureCard {
	return {
		kind: 'failed',
		run: {id: 'wfrun_1', label: name('wfrun_1').safe, title: name('4x 放大')},
		workflowId: name('wf_1'),
		taskId: name('task_1'),
		error: {
			reason: foreignProse('CUDA out of memory'),
			detail: foreignProse('Tried to allocate 4.50 GiB'),
			engineCode: name('NODE_EXECUTION_FAILED'),
			statusCode: 500,
		},
		first: entry('tile 16: out of memory', 18, {
			severity: 'error',
			level: name('error'),
			nodeId: name('7'),
		}),
		node: {node: name('7'), caption: name('UltimateSDUpscale').safe, activeMs: 16_000},
		before: [entry('line one', 1), null, entry('line two', 2)],
		cost: parseMoney('0.0342'),
		duration: 20_000,
		endedAt: start + 20_000,
		advice: 'memory',
		...change,
	};
}

function errorOf(reason: string, detail: string | null = null): RunError {
	return {
		reason: foreignProse(reason),
		detail: detail === null ? null : foreignProse(detail),
		engineCode: null,
		statusCode: null,
	};
}

suite('the failure card as Markdown', () => {
	test('it has every field, in English and in Chinese', () => {
		const text = failureMarkdown(cardOf(), messagesFor('en'));
		const lines = text.split('\n');
		assert.equal(lines[0], '## Why it failed: `4x 放大`');
		assert.match(text, /```text\nCUDA out of memory\nTried to allocate 4\.50 GiB\n```/);
		assert.ok(lines.includes('- run: `wfrun_1`'));
		assert.ok(lines.includes('- code: `NODE_EXECUTION_FAILED`, status 500'));
		assert.ok(lines.includes('- node: `n7 UltimateSDUpscale`, for 00:16'));
		assert.ok(lines.includes('- cost: CNY 0.0342'));
		assert.ok(lines.includes('- time: ran 00:20'));
		assert.match(
			text,
			/\*\*The 2 entries before the error\*\*\n\n```text\n.* line one\n--- entries are missing here ---\n.* line two\n```/,
		);
		assert.match(text, /\n- The GPU ran out of memory/);
		assert.ok(text.endsWith('\n'));
		assert.match(
			failureMarkdown(cardOf(), messagesFor('zh')),
			/^## 失败原因：?:? ?`4x 放大`[^]*显存不足/,
		);
	});

	test('lines stay lines, overwritten ones too (T6)', () => {
		const error = errorOf('one\ntwo\rthree', 'one\ntwo\rthree');
		const text = failureMarkdown(cardOf({error}), messagesFor('en'));
		assert.match(text, /```text\none\ntwo\nthree\n```/);
	});

	test('a fence in the text does not end the fence around it', () => {
		const error = errorOf('```', '<b>x');
		const text = failureMarkdown(cardOf({error}), messagesFor('en'));
		assert.match(text, /\n````text\n```\n<b>x\n````\n/);
	});

	test('unknown fields are left out', () => {
		const bare = cardOf({
			kind: 'canceled',
			error: null,
			first: null,
			node: null,
			before: [],
			cost: null,
			duration: null,
			endedAt: null,
			workflowId: null,
			taskId: null,
			advice: 'interrupted',
		});
		const text = failureMarkdown(bare, messagesFor('en'));
		assert.match(
			text,
			/^## Canceled: `4x 放大`\n\nIt was canceled; the service gave no reason\.\n\n- run: `wfrun_1`\n\n\*\*What to try\*\*/,
		);
	});

	test('it has no secrets: queries of addresses, keys, user names', () => {
		const text = failureMarkdown(
			cardOf({
				error: errorOf(
					'GET https://user:pw@media.example/a.png?expires=1&signature=abc failed',
					'{"url":"https:\\/\\/media.example\\/b.png?sig=def"} Authorization: Bearer abcdef0123456789',
				),
				before: [entry('using sk-0123456789abcdef and cy_abcdefgh12 token=deadbeefcafe', 1)],
			}),
			messagesFor('en'),
		);

		for (const secret of [
			'pw@',
			'signature',
			'abc ',
			'sig=',
			'abcdef0123456789',
			'sk-0',
			'cy_a',
			'deadbeef',
		]) {
			assert.ok(!text.includes(secret), secret);
		}

		assert.ok(text.includes('https://media.example/a.png?[query] failed'));
	});
});

const hostile = fc.string({
	unit: fc.constantFrom(
		'`',
		'```',
		'\n',
		'#',
		'<b>',
		'](x)',
		'@all',
		'a',
		' ',
		'\u001B',
		'\u202E',
		'~~~',
		'|',
	),
});

test('no text from outside leaves its code', () => {
	fc.assert(
		fc.property(hostile, hostile, hostile, (reason, title, message) => {
			const text = failureMarkdown(
				cardOf({
					run: {id: 'wfrun_1', label: name('wfrun_1').safe, title: foreignProse(title)},
					error: {...errorOf(reason), engineCode: foreignProse(title)},
					before: [entry(message, 1)],
				}),
				messagesFor('en'),
			);
			assert.doesNotMatch(text, /[^\P{Cc}\n]|\u202E/u);
			const outside = outsideOfCode(text);

			for (const part of ['<b>', '](x)', '@all', '~~~']) {
				assert.ok(!outside.includes(part), `${part} in ${outside}`);
			}
		}),
	);
});

/** A Markdown text without its code, by CommonMark's rules for fences and code spans. */
function outsideOfCode(text: string): string {
	const kept: string[] = [];
	let fence: string | null = null;

	for (const line of text.split('\n')) {
		const ticks = /^`{3,}/.exec(line)?.[0] ?? null;

		if (fence !== null) {
			fence = ticks !== null && ticks.length >= fence.length && line === ticks ? null : fence;
		} else if (ticks !== null && !line.slice(ticks.length).includes('`')) {
			fence = ticks;
		} else {
			kept.push(line.replaceAll(/(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)/g, ''));
		}
	}

	return kept.join('\n');
}

test('addresses without a query, and similar words, stay unchanged', () => {
	for (const text of [
		'https://a.example/b.png',
		'ratio 3:4, a token',
		'password',
		'12:03 ok',
		'sk-a',
	]) {
		assert.equal(withoutSecrets(text), text);
	}

	assert.equal(withoutSecrets('ftp://k:v@host/x'), 'ftp://host/x');
});
