import assert from 'node:assert/strict';
import test from 'node:test';
import {downloadId} from '../../../../source/core/output/download.ts';
import type {PreviewContent} from '../../../../source/core/output/output-view.ts';
import {visibleImages} from '../../../../source/features/outputs/preview/box.ts';
import {selectPreview} from '../../../../source/features/outputs/select.ts';
import {selectScreen} from '../../../../source/features/screen-model.ts';
import type {State} from '../../../../source/store/state.ts';
import {withView} from '../../../../source/store/with-view.ts';
import {frame} from '../../../helpers/draw.tsx';
import {play, stateAfter, watching} from '../../../helpers/play.ts';
import {output} from '../../../helpers/sample.ts';
import {polled, start} from '../../../helpers/values.ts';

const later = Math.floor(start / 1000) + 3600;
const address = (name: string, expires = later) =>
	`https://cdn.example/${name}.png?expires=${expires}`;

/** Runs that ended one second after another, each with a picture and a text; the link of `c` has expired. */
function ended(): State {
	const response = (id: string, second: number, expires?: number) =>
		polled(id, {
			phase: 'succeeded',
			terminalAt: start + 1000 * second,
			outputs: [output('image', `${id}_image`, address(id, expires)), output('text', 't', 'words')],
		});
	return stateAfter(
		watching(['a', 'b', 'c', 'd']),
		response('a', 1),
		response('b', 3),
		response('c', 4, later - 7200),
		response('d', 2),
	);
}

function shown(state: State): readonly unknown[] {
	const preview = selectPreview(state);
	return [preview?.output.key.exact, preview?.picture?.number, preview?.picture?.count];
}

test('v shows the newest picture whose link works; [ and ] step through them', () => {
	const {effects} = play(ended(), 'v');
	const fetched = effects.filter(effect => effect.type === 'loadPreview');
	assert.deepEqual(
		fetched.map(({outputs, next}) => [
			outputs.map(({output: {key}}) => key.exact),
			next?.key.exact,
		]),
		[[['b_image'], 'd_image']],
		'the next picture is fetched too, and no other',
	);

	for (const [keys, key, number] of [
		['v', 'b_image', 1],
		['v ]', 'd_image', 2],
		['v ] ] ] ]', 'a_image', 3],
		['v ] [', 'b_image', 1],
	] as const) {
		assert.deepEqual(shown(stateAfter(ended(), keys)), [key, number, 3], keys);
	}

	// The marked runs, if there are any.
	const marked = withView(ended(), {marked: new Set(['a', 'd'])});
	assert.deepEqual(shown(stateAfter(marked, 'v')), ['d_image', 1, 2]);
	assert.equal(stateAfter(watching(['a']), 'v').view.notice?.notice.kind, 'no-pictures');
});

test('[ and ] start again at the newest picture after the link of the shown one has expired', () => {
	const soon = Math.floor(start / 1000) + 60;
	const brief = polled('b', {
		phase: 'succeeded',
		terminalAt: start + 3000,
		outputs: [output('image', 'b_image', address('b', soon))],
	});
	const shownFirst = stateAfter(ended(), brief, 'v');
	assert.deepEqual(shown(shownFirst), ['b_image', 1, 3]);

	for (const key of ['[', ']']) {
		const expired = stateAfter(shownFirst, {type: 'ticked', at: start + 61_000}, key);
		assert.deepEqual(shown(expired), ['d_image', 1, 2]);
	}
});

test('d and enter act on the run of the picture; esc and q bring back the selection from before, with the help open too', () => {
	// The marks are those of the run list.
	const state = withView(stateAfter(ended(), 'v ]'), {marked: new Set(['a', 'b'])});
	const download = play(state, 'd').effects.find(({type}) => type === 'download');
	assert.ok(download?.type === 'download' && download.requests[0]?.output.key.exact === 'd_image');

	for (const [keys, selected] of [
		['v ] enter', 'd'],
		['j j v ] ? esc esc', 'c'],
		['j j v ] ? esc q', 'c'],
	] as const) {
		const {view} = stateAfter(ended(), keys);
		assert.deepEqual([view.overlay, view.focus, view.selected], [null, 'runs', selected], keys);
	}
});

test('a picture leaves rows for its run above it', () => {
	for (const [columns, rows, box] of [
		[120, 40, {columns: 116, rows: 35}],
		[80, 24, {columns: 76, rows: 19}],
		[20, 5, {columns: 18, rows: 1}],
	] as const) {
		const sized = stateAfter(ended(), {type: 'resized', at: start, columns, rows});
		const effect = play(sized, 'v').effects.find(({type}) => type === 'loadPreview');
		assert.ok(effect?.type === 'loadPreview');
		assert.deepEqual(effect.box, box);
	}

	const size = {columns: 80, rows: 24};
	const shownRows = frame(selectScreen(stateAfter(ended(), 'v')), size).slice(2, 5);
	assert.deepEqual(
		shownRows.map(row => row.replace(/^│ | *│$/g, '')),
		['b', '', 'loading'],
	);
});

test('in a preview of an output, ] shows the next output of the run, and space marks nothing', () => {
	const state = stateAfter(ended(), '4 v ]');
	assert.deepEqual(shown(state), ['t', undefined, undefined]);
	const {notice, marked} = stateAfter(state, 'space').view;
	assert.deepEqual([notice?.notice.kind, marked.size], ['not-choosing', 0]);
});

test('space marks a picture and goes on; D saves and y copies the marked ones, or the shown one', () => {
	const state = stateAfter(ended(), 'v space ] space');
	const picture = selectPreview(state)?.picture;
	assert.deepEqual([picture?.marked, picture?.isMarked], [2, true]);
	const saved = (from: State) =>
		play(from, 'D').effects.flatMap(effect =>
			effect.type === 'download' ? effect.requests.map(({output: {key}}) => key.exact) : [],
		);
	assert.deepEqual(saved(state), ['b_image', 'a_image']);
	assert.deepEqual(saved(stateAfter(ended(), 'v')), ['b_image']);
	assert.deepEqual(play(state, 'y').effects, [
		{type: 'copy', text: `${address('b')}\n${address('a')}`, what: 'b_image +1'},
	]);
	assert.equal(
		selectPreview(stateAfter(state, 'space'))?.picture?.marked,
		1,
		'the mark is removed',
	);
});

test('z shows a page of thumbnails, where pixels are drawn; keys move over it, esc goes back to the picture', () => {
	const content = {
		kind: 'image',
		fields: {format: 'PNG', width: 9, height: 9, size: 9},
		image: {protocol: 'kitty', columns: 9, rows: 4, payload: 'AAAA'},
	} as const;
	const arrived = (from: State, id: string, what: PreviewContent = content) =>
		({
			type: 'previewUpdated',
			at: start,
			requestId: from.previewCount,
			id: downloadId(id, `${id}_image`),
			content: what,
		}) as const;
	const one = stateAfter(ended(), {type: 'resized', at: start, columns: 80, rows: 24}, 'v');
	const {state: page, effects} = play(stateAfter(one, arrived(one, 'b')), 'z');
	const effect = effects.find(({type}) => type === 'loadPreview');
	assert.ok(effect?.type === 'loadPreview');
	assert.deepEqual(
		effect.outputs.map(({output: {key}}) => key.exact),
		['b_image', 'd_image', 'a_image'],
	);
	const loaded = stateAfter(page, arrived(page, 'b'), arrived(page, 'd'));
	assert.deepEqual(
		visibleImages(loaded).map(({left, top}) => [left, top]),
		[
			[9, 11],
			[34, 11],
		],
	);
	const moved = play(loaded, ']');
	assert.deepEqual(shown(moved.state), ['d_image', 2, 3]);
	assert.ok(
		moved.effects.every(({type}) => type !== 'loadPreview'),
		'the page stays',
	);
	assert.equal(visibleImages(moved.state).length, 2);
	assert.match(
		frame(selectScreen(stateAfter(moved.state, 'space')), {columns: 80, rows: 24}).join('\n'),
		/1 b +• 2 d +▸ {2}3 loading/,
	);
	const back = stateAfter(moved.state, 'esc');
	assert.deepEqual([back.view.overlay?.kind, back.preview?.thumbnails], ['output', null]);
	const cells = {
		...content,
		image: {...content.image, protocol: 'cells', pixels: new Uint8Array()},
	};
	const plain = stateAfter(one, arrived(one, 'b', cells as unknown as PreviewContent), 'z');
	assert.equal(plain.view.notice?.notice.kind, 'no-thumbnails');
});
