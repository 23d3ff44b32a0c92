import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {FailureCard} from '../../../source/core/failure/failure-card.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {withoutSecrets} from '../../../source/core/text/without-secrets.ts';
import {failureMarkdown} from '../../../source/features/failure/card-text.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {entry, name} from '../../helpers/values.ts';
import {bareCard, cardOf, errorOf} from './cards.ts';

function markdownOf(card: FailureCard, language: 'en' | 'zh' = 'en'): string {
	return failureMarkdown(card, messagesFor(language));
}

suite('the failure card as Markdown', () => {
	test('it has every field, in English and in Chinese', () => {
		const card = cardOf({before: [entry('line one', 1), null, entry('line two', 2)]});
		const text = markdownOf(card);
		const lines = text.split('\n');
		assert.equal(lines[0], '## Why it failed');
		assert.ok(lines.includes('- title: `4x 放大`'));
		assert.match(text, /```text\nCUDA out of memory\ntorch.* tried to allocate 4\.50 GiB\n```/);
		assert.ok(lines.includes('- run: `wfrun_1`'));
		assert.ok(lines.includes('- code: `NODE_EXECUTION_FAILED`, status 500'));
		assert.ok(lines.includes('- node: `n7 UltimateSDUpscale`, for 16s'));
		assert.ok(lines.includes('- cost: CNY 0.0342'));
		assert.ok(lines.includes('- time: ran 20s, ended 2026-05-08 10:02:11'));
		assert.match(
			text,
			/\*\*Entries before the error: 2\*\*\n\n```text\n.* line one\n--- entries are missing here ---\n.* line two\n```/,
		);
		assert.match(text, /\n- The GPU ran out of memory/);
		assert.ok(text.endsWith('\n'));
		assert.match(markdownOf(card, 'zh'), /^## 失败原因\n[^]*`4x 放大`[^]*显存不足/);
	});

	test('lines stay lines, overwritten ones too (T6)', () => {
		const error = errorOf('one\ntwo\rthree', {detail: foreignProse('one\ntwo\rthree')});
		assert.match(markdownOf(cardOf({error})), /```text\none\ntwo\nthree\n```/);
	});

	test('unknown fields are left out', () => {
		assert.match(
			markdownOf(bareCard),
			/^## Canceled\n\n```text\nThe service gave no reason\.\n```\n\n- run: `wfrun_1`\n- title: `4x 放大`\n\n\*\*What to try\*\*/,
		);
	});

	test('it has no secrets: queries of addresses, keys, user names', () => {
		const text = markdownOf(
			cardOf({
				error: errorOf('GET https://user:pw@media.example/a.png?expires=1&signature=abc failed', {
					detail: foreignProse(
						'{"url":"https:\\/\\/media.example\\/b.png?sig=def"} Authorization: Bearer abcdef0123456789',
					),
				}),
				before: [entry('using sk-0123456789abcdef and cy_abcdefgh12 token=deadbeefcafe', 1)],
			}),
		);
		assert.doesNotMatch(text, /pw@|signature|abc |sig=|abcdef0123456789|sk-0|cy_a|deadbeef/);
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
			const text = markdownOf(
				cardOf({
					run: {id: 'wfrun_1', safeId: name('wfrun_1').safe, title: foreignProse(title)},
					error: errorOf(reason, {engineCode: foreignProse(title)}),
					before: [entry(message, 1)],
				}),
			);
			assert.doesNotMatch(text, /[^\P{Cc}\n]|\u202E/u);
			assert.doesNotMatch(outsideOfCode(text), /<b>|\]\(x\)|@all|~~~/);
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
		assert.equal(withoutSecrets(text, 100), text);
	}

	assert.equal(withoutSecrets('ftp://k:v@host/x', 100), 'ftp://host/x');
});

test('half a secret does not stay where a text is cut', () => {
	assert.equal(withoutSecrets('see ftp://user:password@host/x', 19), 'see ftp://host/x');
	assert.equal(withoutSecrets('key sk-0123456789abcdef', 10), 'key [secre');
});
