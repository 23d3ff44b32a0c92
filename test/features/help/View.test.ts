import assert from 'node:assert/strict';
import test from 'node:test';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {helpRows} from '../../../source/features/help/groups.ts';
import {legend} from '../../../source/features/help/legend.ts';
import {keymap} from '../../../source/features/keymap.ts';
import {helpGroups} from '../../../source/store/keys/hints.ts';
import {rebind} from '../../../source/store/keys/rebind.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {overlayModel} from '../../helpers/sample-model.ts';
import {appearance} from '../../helpers/sample.ts';

const store = commandRegistry(keymap, []);
const length = helpRows(store, '');
const overlay = {kind: 'help' as const, filter: '', behind: null, scrollTop: 0, length};

function draw(
	parts: Partial<typeof overlay>,
	size: {readonly width: number; readonly height: number},
	...look: Parameters<typeof appearance>
): readonly string[] {
	return texts(overlayLines(overlayModel({...overlay, ...parts}, null), size, appearance(...look)));
}

test('the help lists every binding under where it works', () => {
	const lines = draw({}, {width: 78, height: length + 1});
	assert.match(lines[0] ?? '', /^▸Help {60,}esc back$/);
	assert.equal(lines[1], ' Everywhere');
	assert.ok(lines.some(line => /^ {3}↑ k ↓ j {2,}one line up or down$/.test(line)));
	assert.equal(lines.length, length + 1);
	const bindings = helpGroups().flatMap(group => group.bindings);
	assert.equal(
		lines.filter(line => line.startsWith('   ')).length,
		bindings.length + legend.length,
	);
	assert.ok(lines.some(line => /^ {3}◆ +a pinned run$/.test(line)));
	assert.ok(lines.some(line => /^ {3}► +running$/.test(line)));
});

test('no sentence of the help is cut at 80 columns', () => {
	for (const language of ['en', 'zh'] as const) {
		const lines = draw({}, {width: 78, height: 300}, language);
		assert.ok(lines.every(line => !line.includes('…')));
	}
});

test('the help scrolls, stops at its end, and shows how many rows follow', () => {
	const from = (scrollTop: number) => draw({scrollTop}, {width: 60, height: 12}, 'zh');
	assert.match(from(0)[0] ?? '', new RegExp(` ↓${length - 11}$`));
	assert.equal(from(3)[1], from(0)[4]);
	assert.deepEqual(from(999), from(length - 11));
	assert.match(from(999)[0] ?? '', new RegExp(` ↑${length - 11}$`));
});

test('the help has the same number of rows in every language and at every width', () => {
	for (const width of [18, 40, 139]) {
		for (const language of ['en', 'zh'] as const) {
			const lines = draw({}, {width, height: 200}, language);
			const last = lines.findLastIndex(line => line !== '');
			assert.equal(last, length);
		}
	}
});

test('with room for them there are two columns, and the keys of the active pane come first', () => {
	const wide = helpRows(store, '', 'log', 156);
	for (const language of ['en', 'zh'] as const) {
		const model = overlayModel(overlay, 'log');
		const size = {width: 156, height: wide + 1};
		const lines = texts(overlayLines(model, size, appearance(language)));
		assert.match(lines[1] ?? '', language === 'en' ? /^ Log +\S/ : /^ 日志 +\S/);
		assert.equal(
			lines.findLastIndex(line => line !== ''),
			wide,
		);
		assert.deepEqual(
			lines.filter(line => line.includes('…')),
			[],
		);
	}
	assert.ok(wide < length * 0.7);
});

test('a search in the help keeps the matching rows and their headings, as many as the state counts', () => {
	for (const [language, filter, rows] of [
		['en', 'previous error', [' Log', '   e } E {  next or previous error']],
		['zh', 'previous error', [' 日志', '   e } E {  下一个或上一个错误']],
		['en', 'xyzzy', [' No key or command matches.']],
	] as const) {
		const all = draw({filter}, {width: 78, height: 20}, language);
		const [title, ...lines] = all.filter(line => line !== '');
		assert.ok(title?.includes(`/${filter}`));
		assert.deepEqual(lines, rows);
		assert.equal(helpRows(store, filter), filter === 'xyzzy' ? 0 : rows.length);
	}
});

test("the help shows the user's own keys", () => {
	const {bindings} = rebind([{command: 'follow', keys: [['é', 'f7']]}]);
	const lines = draw({}, {width: 78, height: 200}, 'en', {bindings});
	assert.ok(lines.some(line => /^ {3}é F7 +follow the end, or stop$/.test(line)));
});
