import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {FailureCard} from '../../../source/core/failure-card.ts';
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
	test('it has every field, in English and in Chinese, and lines stay lines, overwritten ones too', () => {
		const card = cardOf({
			error: errorOf('CUDA out of memory', {
				detail: foreignProse('one\ntwo\rthree'),
				engineCode: name('NODE_EXECUTION_FAILED'),
				statusCode: 500,
			}),
			before: [entry('line one', 1), null, entry('line two', 2)],
		});
		const text = markdownOf(card);

		for (const part of [
			/^## Why it failed\n/,
			/```text\nCUDA out of memory\none\ntwo\nthree\n```/,
			/\n- run: `wfrun_1`\n- title: `4x 放大`\n/,
			/\n- code: `NODE_EXECUTION_FAILED`, status 500\n/,
			/\n- node: `n7 UltimateSDUpscale`, for 16s\n/,
			/\n- cost: CNY 0\.0342\n- time: ran 20s, ended 2026-05-08 10:02:11\n/,
			/\*\*Entries before the error: 2\*\*\n\n```text\n.* line one\n--- entries are missing here ---\n.* line two\n```/,
			/\n- The GPU ran out of memory[^]*\n$/,
		]) {
			assert.match(text, part);
		}

		assert.match(markdownOf(card, 'zh'), /^## 失败原因\n[^]*`4x 放大`[^]*显存不足/);
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

const marks = [
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
];
const hostile = fc.string({unit: fc.constantFrom(...marks)});

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

test('half a secret does not stay where a text is cut; addresses without a query, and similar words, stay', () => {
	for (const [text, length, shown] of [
		['https://a.example/b.png', 100, 'https://a.example/b.png'],
		['ratio 3:4, a token, 12:03 ok, sk-a', 100, 'ratio 3:4, a token, 12:03 ok, sk-a'],
		['password', 100, 'password'],
		['ftp://k:v@host/x', 100, 'ftp://host/x'],
		['see ftp://user:password@host/x', 19, 'see ftp://host/x'],
		['key sk-0123456789abcdef', 10, 'key [secre'],
	] as const) {
		assert.equal(withoutSecrets(text, length), shown);
	}
});
