import assert from 'node:assert/strict';
import test from 'node:test';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import {addressLabel, expiryText} from '../../../source/features/outputs/columns.ts';
import type {ScreenModel} from '../../../source/store/selectors.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
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

test('a row has kind, key, and address or text', () => {
	assert.deepEqual(texts(draw({focus: 'outputs'})), [
		'▸4 Outputs 3',
		'▸▣ image n9_images         https://www.chenyu.cn/media/exa…',
		' ≡ text  n11_text          一只猫坐在窗边',
		' ▷ video n12_video expired cdn.chenyu.cn/media/clip.mp4?…',
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
	const loaded = {kind: 'loaded', type: null, mediaKind: null} as const;
	const rows = model.rows.map((row, index) => ({
		...row,
		metadata: {...loaded, size: 1000 * (1 + index) ** 12},
	}));
	const outputs = {...model, rows};
	return texts(draw({outputs}, {width, height: 3}, language, {ascii})).slice(1);
}

test('size, expiry and name have columns that disappear in narrow panes', () => {
	assert.deepEqual(shelf(110), [
		'▸▣ image n9_images  1000 B expires in 9m cat.png https://cdn.example',
		' □ file  n10_files 3.9 MiB                       https://www.chenyu.cn',
	]);
	assert.deepEqual(shelf(62), [
		'▸▣ image n9_images  1000 B 9m left cdn.example/d/cat.png?…',
		' □ file  n10_files 3.9 MiB         https://www.chenyu.cn/med…',
	]);
	assert.deepEqual(shelf(48), [
		'▸▣ image n9_images 9m left cdn.example/d/cat.p…',
		' □ file  n10_files         www.chenyu.cn/media…',
	]);
	assert.deepEqual(shelf(36), [
		'▸▣ image n9_images cdn.example/d/c…',
		' □ file  n10_files www.chenyu.cn/m…',
	]);
	assert.deepEqual(shelf(28), ['▸▣ image n9_images …example', ' □ file  n10_files …enyu.cn']);
	assert.match(shelf(110, {language: 'zh'})[0] ?? '', /^▸▣ 图片 .* 9分钟后过期 /);
	assert.match(shelf(110, {ascii: true})[0] ?? '', /^># image /);
});

test('the expiry counts down, warns when it is near, and shows how long ago it was', () => {
	assert.match(shelf(110, {seconds: 7200})[0] ?? '', /expires in 2h/);
	assert.match(shelf(110, {seconds: -120})[0] ?? '', /expired 2m ago/);
	const shown = (seconds: number | null) =>
		expiryText(seconds === null ? null : now + seconds * 1000, now, true, appearance());
	const styles = [301, 300, 0, -1].map(seconds => shown(seconds).styleName);
	assert.deepEqual(styles, ['muted', 'warn', 'bad', 'bad']);
	assert.equal(shown(0.4).text, 'expires in 1s');
	assert.equal(shown(null).text, '');
});

test('a file that is gone shows so in place of its size', () => {
	const model = outputsModel([output('image', 'n9_images', 'https://cdn.example/cat.png')]);
	const metadata = {kind: 'failed', why: {kind: 'gone', status: 403}, href: ''} as const;
	const rows = model.rows.map(row => ({...row, metadata}));
	const [, row] = draw({outputs: {...model, rows}}, {width: 90, height: 2});
	assert.equal(row?.find(({text}) => text === 'gone')?.styleName, 'bad');
});

test('at every width a row fills the pane and shows the host', () => {
	for (let width = 30; width < 140; width++) {
		for (const row of shelf(width)) {
			assert.ok(cellWidth(row) <= width, `${width}: ${row}`);
			assert.match(row, /example|\.cn/, `${width}: ${row}`);
		}
	}
});

test('T10 the host is in every label, and its end is never cut', () => {
	const address = new URL('https://www.chenyu.cn.evil.example/a/very/long/path?token=secret#x');
	const label = (width: number) => addressLabel(address, width, '…');
	assert.equal(label(80), 'https://www.chenyu.cn.evil.example/a/very/long/path?…');
	assert.equal(label(46), 'www.chenyu.cn.evil.example/a/very/long/path?…');
	assert.equal(label(38), 'https://www.chenyu.cn.evil.example/a/…');
	assert.equal(label(34), 'www.chenyu.cn.evil.example/a/very…');
	assert.equal(label(26), 'www.chenyu.cn.evil.example');
	assert.equal(label(15), '…n.evil.example');

	for (let width = 0; width < 90; width++) {
		assert.ok(label(width).length <= width);
	}
});

test('T10 a user name is not part of a label', () => {
	const address = new URL('https://www.chenyu.cn@evil.example/x');
	assert.equal(addressLabel(address, 80, '…'), 'https://evil.example/x');
});

test('a text shows its first line that is not blank', () => {
	const outputs = outputsModel([output('text', 'n1', '\n  \nsecond\nthird')]);
	assert.equal(texts(draw({outputs}))[1], '▸≡ text n1 second');
});

test('the selected row keeps its link, on a terminal that has links', () => {
	const [, row] = draw({focus: 'outputs'}, extent, 'en', {hyperlinks: true});
	assert.ok(row?.every(({styleName}) => styleName === 'selected'));
	assert.ok(row?.some(({link}) => link?.host === 'www.chenyu.cn'));
	const [, unlinked] = draw({focus: 'outputs'});
	assert.ok(unlinked?.every(({link}) => link === undefined));
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
