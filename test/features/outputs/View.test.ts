import assert from 'node:assert/strict';
import test from 'node:test';
import type {DownloadPhase} from '../../../source/core/output/download.ts';
import {cleanName, foreignName} from '../../../source/core/text/sanitize.ts';
import {downloadLine, expirySpan} from '../../../source/features/outputs/columns.ts';
import type {ScreenModel} from '../../../source/store/selectors.ts';
import {textOf} from '../../../source/ui/line.ts';
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

test('a row has kind and name, and the first line of a text that is not blank', () => {
	const outputs = outputsModel([output('text', 'n1', '\n  \nsecond\nthird')]);
	assert.equal(texts(draw({outputs}))[1], '▸≡ n1 second');
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
	const shown = (seconds: number | null) => {
		const expiresAt = seconds === null ? null : now + seconds * 1000;
		return expirySpan({expiresAt, isLinkMissing: false}, now, appearance());
	};
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

const running = {
	kind: 'running',
	bytes: 5_242_880,
	total: 20_971_520,
	since: now - 4000,
	why: null,
} as const;

function savedAs(folder: string, file: string): DownloadPhase {
	const path = foreignName(`${folder}/${file}`);
	return {kind: 'done', bytes: 3, path, folder: foreignName(folder).safe, isNew: true};
}

function drawn(phase: DownloadPhase, width = 80): string {
	return textOf(downloadLine(phase, now, width, appearance()));
}

test('a download: bar, percentage, rate, remaining time, bytes; parts without room disappear from the end', () => {
	assert.equal(drawn(running), '━━━─────────  25% 1.3 MiB/s 12s left 5.0 MiB/20.0 MiB');
	assert.equal(drawn(running, 45), '━━━─────────  25% 1.3 MiB/s 12s left');
	assert.equal(drawn(running, 30), '━━━─────────  25% 1.3 MiB/s');
	assert.equal(drawn(running, 20), '━━━─────────  25%');
	assert.equal(drawn(running, 10), ' 25%');
	assert.equal(drawn({...running, bytes: 900, total: null}), '900 B 225 B/s');
});

test('a download: why it waits, why it failed, where it is saved', () => {
	const why = {kind: 'http', status: 503} as const;
	assert.equal(drawn({...running, why}), 'its host responded 503 · trying again');
	const full = {kind: 'disk', code: cleanName('ENOSPC')} as const;
	assert.equal(drawn({kind: 'failed', why: full}), '✗ the disk is full');
	const portrait = savedAs('~/a', 'wfrun_1-n9_images-portrait.png');
	assert.equal(drawn(portrait, 32), '✓ saved …-n9_images-portrait.png');
});
