import assert from 'node:assert/strict';
import test from 'node:test';
import type {DownloadPhase} from '../../../source/core/output/download.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import {downloadLine, expiryText} from '../../../source/features/outputs/columns.ts';
import type {ScreenModel} from '../../../source/store/selectors.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {lineWidth, textOf} from '../../../source/ui/line.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {outputsModel, screenModel} from '../../helpers/sample-model.ts';
import {appearance, now, output} from '../../helpers/sample.ts';

const extent = {width: 60, height: 5};

/** The lines of the pane with some parts of the sample screen replaced. */
function draw(
	parts: Partial<ScreenModel> = {},
	size: {readonly width: number; readonly height: number} = extent,
	...look: Parameters<typeof appearance>
) {
	return paneLines('outputs', screenModel(everyRun(), parts), size, appearance(...look));
}

test('a row has kind and name, and the first line of a text', () => {
	assert.deepEqual(texts(draw({focus: 'outputs'})), [
		'▸4 Outputs 3',
		'▸▣ n9_images',
		' ≡ n11_text               一只猫坐在窗边',
		' ▷ n12_video link expired',
		'',
	]);
});

/**
 * The rows of an outputs pane with two files of known size. The first file has a name, and a link that expires in
 * `seconds`.
 */
function shelf(
	width: number,
	options: {seconds?: number; language?: 'en' | 'zh'; ascii?: boolean} = {},
) {
	const {seconds = 540, language = 'en', ascii = false} = options;
	const expires = Math.floor(now / 1000) + seconds;
	const cat = output('image', 'n9_images', `https://cdn.example/d/cat.png?expires=${expires}`);
	const model = outputsModel([
		{...cat, name: foreignName('cat.png')},
		output('file', 'n10_files', 'https://www.chenyu.cn/media/example-output'),
	]);
	const loaded = {
		kind: 'loaded',
		type: null,
		mediaKind: null,
		pixels: {width: 768, height: 1152},
	} as const;
	const rows = model.rows.map((row, index) => ({
		...row,
		metadata: {...loaded, size: 1000 * (1 + index) ** 12},
	}));
	const outputs = {...model, rows};
	return texts(draw({outputs}, {width, height: 3}, language, {ascii})).slice(1);
}

test('pixels, size and expiry have columns that disappear in narrow panes', () => {
	assert.deepEqual(shelf(40), [
		'▸▣ cat.png   768x1152  1000 B link 9m',
		' □ n10_files 768x1152 3.9 MiB',
	]);
	assert.deepEqual(shelf(30), ['▸▣ cat.png    1000 B link 9m', ' □ n10_files 3.9 MiB']);
	assert.deepEqual(shelf(20), ['▸▣ cat.png', ' □ n10_files']);
	assert.match(shelf(110, {language: 'zh'})[0] ?? '', /链接剩 9分钟/);
	assert.match(shelf(110, {ascii: true})[0] ?? '', /^># cat.png /);
});

test('the expiry counts down, warns when it is near, and shows how long ago it was', () => {
	assert.match(shelf(110, {seconds: 7200})[0] ?? '', /link 2h/);
	assert.match(shelf(110, {seconds: -120})[0] ?? '', /link expired/);
	const shown = (seconds: number | null) =>
		expiryText(seconds === null ? null : now + seconds * 1000, now, appearance());
	const styles = [301, 300, 0, -1].map(seconds => shown(seconds).styleName);
	assert.deepEqual(styles, ['muted', 'warn', 'bad', 'bad']);
	assert.equal(shown(0.4).text, 'link 1s');
	assert.equal(shown(null).text, '');
});

test('a file that is gone shows so in place of its size', () => {
	const model = outputsModel([output('image', 'n9_images', 'https://cdn.example/cat.png')]);
	const metadata = {kind: 'failed', why: {kind: 'gone', status: 403}, href: ''} as const;
	const rows = model.rows.map(row => ({...row, metadata}));
	const [, row] = draw({outputs: {...model, rows}}, {width: 90, height: 2});
	assert.equal(row?.find(({text}) => text === 'gone')?.styleName, 'bad');
});

test('at every width a row fits and shows the name', () => {
	for (let width = 12; width < 140; width++) {
		for (const row of shelf(width)) {
			assert.ok(cellWidth(row) <= width, `${width}: ${row}`);
			assert.match(row, /cat|n10/, `${width}: ${row}`);
		}
	}
});

test('a text shows its first line that is not blank', () => {
	const outputs = outputsModel([output('text', 'n1', '\n  \nsecond\nthird')]);
	assert.equal(texts(draw({outputs}))[1], '▸≡ n1 second');
});

test('without outputs the title says whether any are to come', () => {
	const title = (selected: number, language: 'en' | 'zh' = 'en') =>
		texts(
			paneLines('outputs', screenModel(everyRun(), {}, selected), extent, appearance(language)),
		).filter(Boolean);
	assert.deepEqual(
		[1, 2, 8].map(selected => title(selected)),
		[[' 4 Outputs ─ none yet'], [' 4 Outputs ─ none'], [' 4 Outputs ─ unknown']],
	);
	assert.deepEqual(title(1, 'zh'), [' 4 输出 ─ 暂无']);
});

const running: DownloadPhase = {
	kind: 'running',
	bytes: 5_242_880,
	total: 20_971_520,
	rate: 1_572_864,
};

const waiting: DownloadPhase = {
	kind: 'waiting',
	bytes: 10,
	total: null,
	why: {kind: 'http', status: 503},
	until: now + 4000,
};

function savedAs(folder: string, file: string): DownloadPhase {
	const path = foreignName(`${folder}/${file}`);
	return {kind: 'done', bytes: 3, path, folder: foreignName(folder).safe, isNew: true};
}

function drawn(phase: DownloadPhase, width = 80): string {
	const line = downloadLine({phase}, now, width, appearance());
	assert.ok(lineWidth(line) <= width, textOf(line));
	return textOf(line);
}

test('a download: bar, percentage, rate, remaining time, bytes; parts without room disappear from the end', () => {
	assert.equal(drawn(running), '━━━─────────  25% 1.5 MiB/s 10s left 5.0 MiB/20.0 MiB');
	assert.equal(drawn(running, 45), '━━━─────────  25% 1.5 MiB/s 10s left');
	assert.equal(drawn(running, 30), '━━━─────────  25% 1.5 MiB/s');
	assert.equal(drawn(running, 20), '━━━─────────  25%');
	assert.equal(drawn(running, 10), ' 25%');
	assert.equal(drawn({kind: 'running', bytes: 900, total: null, rate: 2048}), '900 B 2.0 KiB/s');
});

test('a download: why and how long it waits, why it failed, where it is saved', () => {
	assert.equal(drawn(waiting), 'its host responded 503 · retry in 4s');
	assert.equal(drawn({kind: 'failed', why: {kind: 'full'}}), '✗ the disk is full');
	const portrait = savedAs('~/a', 'wfrun_1-n9_images-portrait.png');
	assert.equal(drawn(portrait, 32), '✓ saved …-n9_images-portrait.png');
});
