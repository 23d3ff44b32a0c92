import assert from 'node:assert/strict';
import test from 'node:test';
import type {DownloadPhase} from '../../../source/core/output/download.ts';
import type {FileMetadata, PreviewContent} from '../../../source/core/output/output-view.ts';
import type {Output} from '../../../source/core/output/output.ts';
import {cleanName, foreignName} from '../../../source/core/text/sanitize.ts';
import {downloadLine, expirySpan} from '../../../source/features/outputs/columns.ts';
import type {TextModel} from '../../../source/features/outputs/preview/read-text.ts';
import type {PreviewModel} from '../../../source/features/outputs/select.ts';
import type {ScreenModel} from '../../../source/features/screen-model.ts';
import {textOf} from '../../../source/ui/line.ts';
import {overlayLines, paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {outputsModel, overlayModel, screenModel} from '../../helpers/sample-model.ts';
import {appearance, execution, money, now, output, run} from '../../helpers/sample.ts';
import {outputProblems} from '../../i18n/samples.ts';

const extent = {width: 60, height: 5};

/** The lines of the pane with some parts of the sample screen replaced. */
function draw(
	parts: Partial<ScreenModel> = {},
	size: {readonly width: number; readonly height: number} = extent,
	...look: Parameters<typeof appearance>
) {
	return paneLines('outputs', screenModel(everyRun(), parts), size, appearance(...look));
}

test('a row has kind and name, and the first line of a text that is not blank', () => {
	const outputs = outputsModel([output('text', 'n1', '\n  \nsecond\nthird')]);
	assert.equal(texts(draw({outputs}))[1], '▸≡ n1  second');
	assert.deepEqual(texts(draw({focus: 'outputs'})), [
		'▸4 Outputs 3',
		'▸▣ n9_images.png',
		' ≡ n11_text  一只猫坐在窗边',
		' ▷ n12_video.mp4  link expired',
		'',
	]);
});

/** The model of a pane with these outputs, of which each file has this metadata. */
function described(outputs: readonly Output[], metadata: FileMetadata) {
	const model = outputsModel(outputs);
	return {outputs: {...model, rows: model.rows.map(row => ({...row, metadata}))}};
}

/** The rows of two files of known size. The first has a name, and a link that expires in `seconds`. */
function shelf(width: number, seconds = 540, ...look: Parameters<typeof appearance>) {
	const expires = Math.floor(now / 1000) + seconds;
	const cat = output('image', 'n9_images', `https://cdn.example/d/cat.png?expires=${expires}`);
	const parts = described(
		[
			{...cat, name: foreignName('cat.png')},
			output('file', 'n10_files', 'https://www.chenyu.cn/media/example-output'),
		],
		{kind: 'loaded', pixels: {width: 768, height: 1152}, size: 4_096_000, fileKind: null},
	);
	return texts(draw(parts, {width, height: 3}, ...look)).slice(1);
}

test('the expiry counts down, warns when it is near, and shows when it is over', () => {
	assert.match(shelf(110, 7200)[0] ?? '', /link 2h/);

	for (const [seconds, text, styleName] of [
		[301, 'link 5m', 'muted'],
		[300, 'link 5m', 'warn'],
		[0.4, 'link 1s', 'warn'],
		[0, 'link expired', 'bad'],
		[-120, 'link expired', 'bad'],
		[null, '', 'warn'],
	] as const) {
		const expiresAt = seconds === null ? null : now + seconds * 1000;
		const span = expirySpan({expiresAt, isLinkMissing: false}, now, appearance());
		assert.deepEqual([span.text, span.styleName], [text, styleName]);
	}
});

test('a file that is gone shows so in place of its size', () => {
	const why = {kind: 'gone', status: 403} as const;
	const outputs = [output('image', 'n9_images', 'https://cdn.example/cat.png')];
	const [, row] = draw(described(outputs, {kind: 'failed', why, href: ''}), {width: 90, height: 2});
	assert.equal(row?.find(({text}) => text === 'gone')?.styleName, 'bad');
});

test('without outputs the title says whether any are to come', () => {
	for (const [selected, title, language] of [
		[1, ' 4 Outputs ─ none yet', 'en'],
		[2, ' 4 Outputs ─ none', 'en'],
		[8, ' 4 Outputs ─ unknown', 'en'],
		[1, ' 4 输出 ─ 暂无', 'zh'],
	] as const) {
		const model = screenModel(everyRun(), {}, selected);
		const rows = texts(paneLines('outputs', model, extent, appearance(language)));
		assert.deepEqual(rows.filter(Boolean), [title]);
	}
});

const running = {
	kind: 'running',
	bytes: 5_242_880,
	total: 20_971_520,
	since: now - 4000,
	why: null,
} as const;

test('a download: bar, percentage, rate, remaining time, bytes, as far as there is room; why it waits or failed; where it is', () => {
	const path = foreignName('~/a/wfrun_1-n9_images-portrait.png');
	const folder = foreignName('~/a').safe;

	for (const [phase, width, text] of [
		[running, 80, '━━━─────────  25% 1.3 MB/s 12s left 5.2 MB/21.0 MB'],
		[running, 45, '━━━─────────  25% 1.3 MB/s 12s left'],
		[running, 30, '━━━─────────  25% 1.3 MB/s'],
		[running, 20, '━━━─────────  25%'],
		[running, 10, ' 25%'],
		[{...running, bytes: 900, total: null}, 80, '900 B 225 B/s'],
		[{...running, why: {kind: 'http', status: 503}}, 80, 'its host responded 503 · trying again'],
		[{kind: 'failed', why: {kind: 'disk', code: cleanName('ENOSPC')}}, 80, '✗ the disk is full'],
		[{kind: 'done', bytes: 3, path, folder, isNew: true}, 32, '✓ saved …-n9_images-portrait.png'],
	] satisfies ReadonlyArray<readonly [DownloadPhase, number, string]>) {
		assert.equal(textOf(downloadLine(phase, now, width, appearance())), text);
	}
});

const overlay = {kind: 'output', scrollTop: 0} as const;
const image = {
	...output('image', 'n9_images', 'https://a.example/x'),
	name: foreignName('cat.png'),
};

function viewer(content: PreviewContent, text: TextModel | null = null): PreviewModel {
	return {
		output: image,
		content,
		expiresAt: now + 3_540_000,
		isLinkMissing: false,
		picture: null,
		text,
	};
}

function lines(model: PreviewModel, language: 'en' | 'zh' = 'en') {
	return overlayLines(overlayModel(overlay, model), {width: 60, height: 8}, appearance(language));
}

test('the title of a picture says what tells it apart first, its key and host last; below it are the inputs, title and cost of its run', () => {
	const choice = {
		count: 3,
		hasMore: false,
		marked: 2,
		isMarked: true,
		thumbnails: null,
		places: 1,
		run: run('wfrun_1', {execution: execution('succeeded', {totalCost: money('0.03120001')})}),
	};
	const rows = (number: number, detailRows: number) => {
		const picture = {number, ...choice, label: null, inputs: [cleanName('seed 7')], detailRows};
		const model = overlayModel(overlay, {...viewer({kind: 'loading'}), picture});
		return texts(overlayLines(model, {width: 100, height: 4}, appearance()));
	};
	assert.match(
		rows(2, 2)[0] ?? '',
		/▸cat\.png ─ 2 of 3 ─ 2 marked ─ • marked ─ image ─ link 59m ─ n9_images ─ a\.example /,
	);
	assert.match(rows(0, 2)[0] ?? '', /▸cat\.png ─ 2 marked ─ /, 'its run is hidden');
	assert.deepEqual(rows(2, 2).slice(1, 3), [' seed 7 · wfrun_1 · ¥0.0312', '']);
	assert.equal(rows(2, 1)[1], ' seed 7 · wfrun_1 · ¥0.0312');
});

test('a text shows its rows, hits, and whether there is more', () => {
	const text: TextModel = {
		rows: [
			{text: 'a cat', hits: [{from: 2, to: 5}], current: true},
			{text: 'cats', hits: [{from: 0, to: 3}], current: false},
		],
		above: false,
		below: true,
		search: 'cat',
		hits: 4,
		hitNumber: 2,
	};
	const lineTexts = Array.from({length: 7}, () => cleanName(''));
	const document = {lines: lineTexts, exact: '', size: 99, isTruncated: true};
	const model = overlayModel(overlay, viewer({kind: 'text', document}, text));
	const drawn = overlayLines(model, {width: 90, height: 3}, appearance());
	assert.deepEqual(texts(drawn), [
		'▸cat.png ─ 7 lines ─ link 59m ─ 99 B ─ only the beginning ─ hit 2 of 4 ─ n… esc back ─ ↓',
		' a cat',
		' cats',
	]);
	assert.equal(drawn[1]?.find(({styleName}) => styleName === 'current-hit')?.text, 'cat');
	assert.equal(drawn[2]?.find(({styleName}) => styleName === 'hit')?.text, 'cat');
});

test('half blocks need 256 colors', () => {
	const pixels = new Uint8Array(12);
	const model = overlayModel(
		overlay,
		viewer({
			kind: 'image',
			fields: {format: 'PNG', width: 2, height: 2, size: 9},
			image: {protocol: 'cells', columns: 2, rows: 1, pixels},
		}),
	);
	const drawn = (look: ReturnType<typeof appearance>) =>
		texts(overlayLines(model, {width: 60, height: 8}, look)).join('');
	assert.match(drawn(appearance()), /▀▀/);
	assert.match(
		drawn(appearance('en', {hasColors: false})),
		/A picture needs Unicode and 256 colors/,
	);
	assert.match(drawn(appearance('en', {ascii: true})), /A picture needs/);
});

test('every problem has its own sentence in both languages', () => {
	for (const language of ['en', 'zh'] as const) {
		const sentences = outputProblems.map(why =>
			texts(lines(viewer({kind: 'failed', why}), language))
				.slice(1)
				.join('')
				.trim(),
		);
		assert.equal(new Set(sentences).size, outputProblems.length);
		assert.ok(
			sentences.every(sentence => /[^.。][.。]$/.test(sentence)),
			sentences.join('\n'),
		);
	}
});
