import assert from 'node:assert/strict';
import test from 'node:test';
import {legend} from '../../../source/features/help/View.tsx';
import {helpGroups} from '../../../source/features/key-hints.ts';
import {placeTitle} from '../../../source/features/keymap.ts';
import {messagesFor} from '../../../source/session/catalogue.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {overlayModel} from '../../helpers/sample-model.ts';
import {appearance} from '../../helpers/sample.ts';

const overlay = {kind: 'help' as const, behind: null, scrollTop: 0};
const behind = {place: 'everywhere', hasPixels: null} as const;

function draw(
	parts: Partial<typeof overlay>,
	size: {readonly width: number; readonly height: number},
	...look: Parameters<typeof appearance>
): readonly string[] {
	return texts(
		overlayLines(overlayModel({...overlay, ...parts}, behind), size, appearance(...look)),
	);
}

const length = draw({}, {width: 78, height: 300}).findLastIndex(line => line !== '');

test('the help lists every binding under where it works', () => {
	const lines = draw({}, {width: 78, height: length + 1});
	assert.match(lines[0] ?? '', /^▸Help {60,}esc back$/);
	assert.equal(lines[1], ' Everywhere');
	assert.ok(lines.some(line => /^ {3}↑ k ↓ j {2,}one line up or down$/.test(line)));
	assert.equal(lines.length, length + 1);
	const groups = helpGroups();
	const bindings = groups.flatMap(group => group.bindings);
	assert.ok(groups.every(({where}) => placeTitle(where, messagesFor('en')) !== where));
	assert.equal(
		lines.filter(line => line.startsWith('   ')).length,
		bindings.length + legend(appearance().glyphs, appearance().messages).length,
	);
	assert.ok(lines.some(line => /^ {3}• +a marked run$/.test(line)));
	assert.ok(lines.some(line => /^ {3}► +running$/.test(line)));
});

test('the help scrolls, stops at its end, and shows how many rows follow', () => {
	const from = (scrollTop: number) => draw({scrollTop}, {width: 78, height: 12}, 'zh');
	assert.match(from(0)[0] ?? '', new RegExp(` ↓${length - 11}$`));
	assert.equal(from(3)[1], from(0)[4]);
	assert.deepEqual(from(999), from(length - 11));
	assert.match(from(999)[0] ?? '', new RegExp(` ↑${length - 11}$`));
});

test('no sentence is cut; with room for them there are two columns, and the keys of the active pane come first', () => {
	for (const language of ['en', 'zh'] as const) {
		const size = {width: 156, height: Math.floor(length * 0.7)};
		const wide = texts(
			overlayLines(overlayModel(overlay, {...behind, place: 'log'}), size, appearance(language)),
		);
		assert.match(wide[1] ?? '', language === 'en' ? /^ Log +\S/ : /^ 日志 +\S/);
		assert.equal(wide.at(-1), '');
		const lines = [...wide, ...draw({}, {width: 78, height: 300}, language)];
		assert.ok(!lines.some(line => line.includes('…')));
	}
});

test('the help leaves out the thumbnails where the terminal draws no pixels', () => {
	for (const hasPixels of [true, false]) {
		const model = overlayModel(overlay, {place: 'output', hasPixels});
		const lines = texts(overlayLines(model, {width: 78, height: 300}, appearance()));
		assert.equal(lines.join('\n').includes('thumbnails'), hasPixels);
	}
});
