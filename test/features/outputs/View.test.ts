import assert from 'node:assert/strict';
import test from 'node:test';
import {addressLabel, expiryText} from '../../../source/features/outputs/columns.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {outputsModel, screenModel} from '../../helpers/sample-model.ts';
import {appearance, now, output, run} from '../../helpers/sample.ts';

const extent = {width: 60, height: 5};

test('a row has kind, key, and address or text', () => {
	assert.deepEqual(
		texts(paneLines('outputs', screenModel(everyRun(), {focus: 'outputs'}), extent, appearance())),
		[
			'▸4 Outputs 3',
			'▸▣ image n9_images         https://www.chenyu.cn/media/exa…',
			' ≡ text  n11_text          一只猫坐在窗边',
			' ▷ video n12_video expired cdn.chenyu.cn/media/clip.mp4?…',
			'',
		],
	);
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
	const rows = model.rows.map((row, index) => ({
		...row,
		metadata: {
			kind: 'loaded',
			size: 1000 * (1 + index) ** 12,
			type: null,
			mediaKind: null,
		} as const,
	}));
	const screen = screenModel(everyRun(), {outputs: {...model, rows}});
	return texts(
		paneLines('outputs', screen, {width, height: 3}, appearance(language, {ascii})),
	).slice(1);
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
	const styleName = (seconds: number) =>
		expiryText(now + seconds * 1000, now, true, appearance()).styleName;
	assert.deepEqual(
		[styleName(301), styleName(300), styleName(0), styleName(-1)],
		['muted', 'warn', 'bad', 'bad'],
	);
	assert.equal(expiryText(now + 400, now, true, appearance()).text, 'expires in 1s');
	assert.equal(expiryText(null, now, true, appearance()).text, '');
});

test('a file that is gone shows so in place of its size', () => {
	const model = outputsModel([output('image', 'n9_images', 'https://cdn.example/cat.png')]);
	const metadata = {kind: 'failed', why: {kind: 'gone', status: 403}, href: ''} as const;
	const rows = model.rows.map(row => ({...row, metadata}));
	const [, row] = paneLines(
		'outputs',
		screenModel(everyRun(), {outputs: {...model, rows}}),
		{width: 90, height: 2},
		appearance(),
	);
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
	assert.equal(
		addressLabel(address, 80, '…'),
		'https://www.chenyu.cn.evil.example/a/very/long/path?…',
	);
	assert.equal(addressLabel(address, 46, '…'), 'www.chenyu.cn.evil.example/a/very/long/path?…');
	assert.equal(addressLabel(address, 38, '…'), 'https://www.chenyu.cn.evil.example/a/…');
	assert.equal(addressLabel(address, 34, '…'), 'www.chenyu.cn.evil.example/a/very…');
	assert.equal(addressLabel(address, 26, '…'), 'www.chenyu.cn.evil.example');
	assert.equal(addressLabel(address, 15, '…'), '…n.evil.example');

	for (let width = 0; width < 90; width++) {
		assert.ok(addressLabel(address, width, '…').length <= width);
	}
});

test('T10 a user name is not part of a label', () => {
	const address = new URL('https://www.chenyu.cn@evil.example/x');
	assert.equal(addressLabel(address, 80, '…'), 'https://evil.example/x');
});

test('a text shows its first line that is not blank', () => {
	const outputs = outputsModel([output('text', 'n1', '\n  \nsecond\nthird')]);
	const [, row] = texts(
		paneLines('outputs', screenModel(everyRun(), {outputs}), extent, appearance()),
	);
	assert.equal(row, '▸≡ text n1 second');
});

test('the selected row keeps its link', () => {
	const [, row] = paneLines(
		'outputs',
		screenModel(everyRun(), {focus: 'outputs'}),
		extent,
		appearance('en', {hyperlinks: true}),
	);
	assert.ok(row?.every(({styleName}) => styleName === 'selected'));
	assert.ok(row?.some(({link}) => link?.host === 'www.chenyu.cn'));
});

test('without outputs the pane says what to expect', () => {
	const runs = everyRun();
	const words = [1, 2, 3, 4, 8].map(
		selected =>
			texts(paneLines('outputs', screenModel(runs, {}, selected), extent, appearance()))[1],
	);
	assert.deepEqual(words, [
		' Outputs will appear here.',
		' This run produced no outputs.',
		' The run failed without outputs.',
		' The run was canceled without outputs.',
		' Outputs unknown.',
	]);
	assert.equal(
		texts(paneLines('outputs', screenModel([run('wfrun_a')]), extent, appearance('zh')))[1],
		' 输出会显示在这里。',
	);
});
