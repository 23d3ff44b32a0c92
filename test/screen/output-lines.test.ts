import assert from 'node:assert/strict';
import test from 'node:test';
import {addressLabel} from '../../source/screen/address-label.ts';
import {outputLines} from '../../source/screen/output-lines.ts';
import {texts} from './draw.ts';
import {everyRun} from './every-run.ts';
import {outputsModel, screenModel} from './sample-model.ts';
import {look, output, run} from './sample.ts';

const extent = {width: 60, height: 5};

test('a row: kind, key, and where it is or what it says', () => {
	assert.deepEqual(
		texts(outputLines(screenModel(everyRun(), {focus: 'outputs'}), extent, look())),
		[
			'▸Outputs 3 ─────────────────────────────────────────────────',
			'▸image  n9_images  www.chenyu.cn/media/example-output',
			' text   n11_text   一只猫坐在窗边',
			' video  n12_video  https://cdn.chenyu.cn/media/clip.mp4?…',
			'',
		],
	);
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

test('a text shows its first line that says something', () => {
	const outputs = outputsModel([output('text', 'n1', '\n  \nsecond\nthird')]);
	const [, row] = texts(outputLines(screenModel(everyRun(), {outputs}), extent, look()));
	assert.equal(row, '▸text   n1  second');
});

test('the selected row keeps its link', () => {
	const [, row] = outputLines(screenModel(everyRun(), {focus: 'outputs'}), extent, look());
	assert.ok(row?.every(({tone}) => tone === 'selected'));
	assert.ok(row?.some(({link}) => link?.host === 'www.chenyu.cn'));
});

test('without outputs it says what to expect', () => {
	const runs = everyRun();
	const words = [1, 2, 3, 4, 8].map(
		selected => texts(outputLines(screenModel(runs, {}, selected), extent, look()))[1],
	);
	assert.deepEqual(words, [
		' Outputs will appear here.',
		' This run made no outputs.',
		' The run failed without outputs.',
		' The run was canceled without outputs.',
		' No outputs are known.',
	]);
	assert.equal(
		texts(outputLines(screenModel([run('wfrun_a')]), extent, look('zh')))[1],
		' 输出会显示在这里。',
	);
});
