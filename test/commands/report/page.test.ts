import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import test from 'node:test';
import {barMarkup, type PagePicture} from '../../../source/commands/report/article.ts';
import {markup} from '../../../source/commands/report/markup.ts';
import {pageColors} from '../../../source/commands/report/page.ts';
import {logOf} from '../../../source/core/log/run-log.ts';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {assertMatches} from '../../e2e/assert-output.ts';
import {failed} from '../../features/failure/cards.ts';
import {contrast} from '../../helpers/colors.ts';
import {entry, execution, money, now, output, pollStatus, run} from '../../helpers/sample.ts';
import {bare, pageOf, reported, succeeded} from './pages.ts';

test('texts in a template are escaped, elements are not', () => {
	const hostile = `</script>"'><img src=x onerror=alert(1)>&amp;`;
	assert.equal(
		markup`<p title="${hostile}">${[hostile, markup`<b>${1}</b>`, null]}</p>`.html,
		'<p title="&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;">' +
			'&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=alert(1)&gt;&amp;amp;<b>1</b></p>',
	);
});

test('the policy of the page allows its style sheet and its pictures, and nothing else', () => {
	const page = pageOf([reported(failed)]);
	const [, style = ''] = /<style>([^]*)<\/style>/.exec(page) ?? [];
	const hash = createHash('sha256').update(style).digest('base64');
	const [, policy = ''] = /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
	assert.equal(
		policy.replaceAll('&#39;', "'"),
		`default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
	);
	assert.match(page, /<meta name="referrer" content="no-referrer">/);
	assert.doesNotMatch(page, / style=| on\w+=|<script|url\(|@import|<link|<iframe/);
});

test('a failed run: its state, why it failed, what to try, its nodes and its log', () => {
	const page = pageOf([reported(failed, {quote: money('0.15'), label: foreignName('try 2')})]);
	assertMatches(bare(page), [
		/<html lang="en">/,
		/<title>4x 放大 · try 2 - chenyu-top<\/title>/,
		/<p>✗ failed<\/p>/,
		/<dt>quote<\/dt><dd>¥0\.15</,
		/<dt>ended<\/dt><dd>2026-05-08 10:02:11</,
		/<h3>Why it failed<\/h3><pre>CUDA out of memory\ntorch\.OutOfMemoryError/,
		/<dt>code<\/dt><dd>NODE_EXECUTION_FAILED, status 500</,
		/<li>Try a smaller image/,
		/<th scope="row">n7 UltimateSDUpscale<\/th>/,
		/<svg [^>]*>.*<rect x="\d+" width="\d+" height="10"\/>/,
		/<details open><summary>3 lines, 1 error<\/summary>/,
		/E n7 +tile 16: out of memory/,
		/time zone Asia\/Shanghai/,
	]);
	assert.match(page, /<bdi class="bad">✗ failed<.*<bdi class="error">[^<]*tile 16/s);
	const zh = pageOf([reported(failed)], {}, 'zh');
	assertMatches(zh, [/<html lang="zh-CN">/, /失败原因/, /请减小画面尺寸/, /✗ 失败/]);
});

test('secrets and signatures are left out; an address without a query is a link', () => {
	const signed = 'https://cdn.example/a.png?sign=5f1c0a9b73d24e68';
	const secret = 'cy_5f1c0a9b73d24e68';
	const outputs = [
		output('image', 'n9_images', signed),
		output('image', 'n8_images', 'https://cdn.example/b.png'),
		output('image', 'n7_images', 'https://user:pass@cdn.example/c.png'),
		output('text', 'n5_text', `key ${secret} at ${signed}`),
	];
	const secretive = succeeded('wfrun_1', {
		title: foreignName(`雨夜 ${secret}`),
		inputs: [{key: foreignName('6.text'), value: foreignProse(`雨夜\nuse ${signed}`)}],
		log: logOf([entry(`Authorization: Bearer ${secret} for ${signed}`)], []),
		execution: execution('succeeded', {outputs}),
	});
	const page = pageOf([reported(secretive)], {
		pictures: new Map<string, PagePicture | string>([
			[signed, {source: 'data:image/png;base64,AA==', width: 3, height: 2, bytes: 1}],
			['https://cdn.example/b.png', 'too large'],
		]),
	});
	assert.doesNotMatch(page, /5f1c0a9b|user:pass|sign=/);
	assertMatches(bare(page), [
		/雨夜\nuse https:\/\/cdn\.example\/a\.png\?\[query\]/,
		/cdn\.example<\/figcaption><img src="data:image\/png;base64,AA==" width="3" height="2" alt="n9_images">/,
		/not in this page: too large<\/span> <a href="https:\/\/cdn\.example\/b\.png" rel="noreferrer noopener">/,
	]);
	assert.equal(page.match(/<a /g)?.length, 1);
});

test('a long log has its newest entries, and gaps are marked', () => {
	const entries = Array.from({length: 4000}, (_, index) => entry(`line ${index}`));
	const log = logOf([...entries, entry('x'.repeat(10_100))], [3900]);
	const page = pageOf([reported(succeeded('wfrun_1', {log}))]);
	assertMatches(bare(page), [
		/<details><summary>the newest 3,000 of 4,001 lines</,
		/--- entries are missing here ---\n.*line 3900/,
		/xxx\n… \d+ more characters/,
	]);
	assert.doesNotMatch(page, /line 1000\b/);
	assert.match(page, /line 1001\b/);
});

test('bars are to scale, can be seen however short, and end with the axis', () => {
	const axis = {from: 5000, to: 25_000};
	const times = [
		axis,
		{from: 10_000, to: 12_000},
		{from: 15_000, to: 15_001},
		{from: 25_000, to: 25_000},
	];
	const {html} = barMarkup(times, axis, 'running');
	assert.deepEqual(
		[...html.matchAll(/ x="(\d+)" width="(\d+)"/g)].map(([, ...cells]) => cells.map(Number)),
		[
			[0, 1000],
			[250, 100],
			[500, 4],
			[996, 4],
		],
	);
});

test('says when a run that has not ended was read', () => {
	const running = run('wfrun_3', {
		execution: execution('running'),
		polling: pollStatus({respondedAt: now}),
	});
	assertMatches(bare(pageOf([reported(running)])), [
		/<p>This run has not ended\. Read at 2026-05-08 10:02:11\.<\/p>/,
		/<h2 id="run-1-title">wfrun_3 \(without a title\)/,
	]);
});

test('all texts have a contrast of at least 4.5 to 1 on a light and on a dark page', () => {
	for (const background of ['light', 'dark'] as const) {
		const {paper, border, ...texts} = pageColors(background);
		assert.ok(contrast(border, paper) >= 3);

		for (const [role, color] of Object.entries(texts)) {
			assert.ok(contrast(color, paper) >= 4.5, `${role} on ${background}`);
		}
	}
});
