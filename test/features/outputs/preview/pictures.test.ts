import assert from 'node:assert/strict';
import test from 'node:test';
import type {HistoryRun} from '../../../../source/core/history.ts';
import {downloadId} from '../../../../source/core/output/download.ts';
import type {PreviewContent} from '../../../../source/core/output/output-view.ts';
import {footerHints} from '../../../../source/features/key-hints.ts';
import {visibleImages} from '../../../../source/features/outputs/preview/box.ts';
import {selectPreview} from '../../../../source/features/outputs/select.ts';
import {selectScreen} from '../../../../source/features/screen-model.ts';
import type {Action} from '../../../../source/store/action.ts';
import type {Effect} from '../../../../source/store/effects.ts';
import type {State} from '../../../../source/store/state.ts';
import {withView} from '../../../../source/store/with-view.ts';
import {frame} from '../../../helpers/draw.tsx';
import {play, stateAfter, watching} from '../../../helpers/play.ts';
import {historyRun} from '../../../helpers/sample-history.ts';
import {orderLoaded} from '../../../helpers/sample-state.ts';
import {output} from '../../../helpers/sample.ts';
import {name, polled, pollFailed, problem, start} from '../../../helpers/values.ts';

const later = Math.floor(start / 1000) + 3600;
const address = (file: string) => `https://cdn.example/${file}.png?expires=${later}`;

/** The response that a run succeeded, `second` seconds after the start, with a picture and a text. */
function response(id: string, second: number) {
	const outputs = [output('image', `${id}_image`, address(id)), output('text', 't', 'x')];
	return polled(id, {phase: 'succeeded', terminalAt: start + 1000 * second, outputs});
}

/** Runs that ended one second after another, each with a picture and a text; the newest has none. */
function ended(): State {
	return stateAfter(
		watching(['a', 'b', 'c', 'd']),
		response('a', 1),
		response('b', 3),
		polled('c', {phase: 'succeeded', terminalAt: start + 4000}),
		response('d', 2),
	);
}

/** The shown picture of the choice `from`, drawn by this protocol, or the next content of a page. */
function arrived(from: State, id: string, content: PreviewContent = drawn) {
	const {previewCount: requestId} = from;
	return {
		type: 'previewUpdated',
		at: start,
		requestId,
		id: downloadId(id, `${id}_image`),
		content,
	} as const;
}

const drawn = {
	kind: 'image',
	fields: {format: 'PNG', width: 9, height: 9, size: 9},
	image: {protocol: 'kitty', columns: 9, rows: 4, payload: 'AAAA'},
} as const;

function shown(state: State): readonly unknown[] {
	const preview = selectPreview(state);
	return [preview?.output.key.exact, preview?.picture?.number, preview?.picture?.count];
}

/** What the effects load and fetch, and which runs they ask about. */
function requested(effects: readonly Effect[]): readonly string[] {
	return effects.flatMap(effect =>
		effect.type === 'loadPreview'
			? [
					...effect.outputs.map(({output: {key}}) => `show ${key.exact}`),
					...(effect.next === null ? [] : [`fetch ${effect.next.output.key.exact}`]),
				]
			: effect.type === 'pollNow'
				? `ask ${effect.id}`
				: [],
	);
}

test('v shows the newest picture, then fetches the next one; [ and ] step through them', () => {
	assert.deepEqual(requested(play(ended(), 'v').effects), ['show b_image', 'fetch d_image']);

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

test('v in a comparison shows the pictures of its two runs, also of the history; closing them returns to it', () => {
	const marked = withView(ended(), {marked: new Set(['a', 'd'])});
	const opened = stateAfter(marked, '= v');
	const next = stateAfter(opened, ']');
	assert.deepEqual(
		[shown(opened), shown(next)],
		[
			['a_image', 1, 2],
			['d_image', 2, 2],
		],
	);
	const closed = stateAfter(next, 'esc');
	assert.deepEqual(closed.view.overlay, stateAfter(marked, '=').view.overlay);

	const history = stateAfter(inHistory(kept('x'), kept('y')), 'space space =');
	const reopened = ['x', 'y'].map(id => {
		const run = kept(id);
		return {type: 'runReopened', at: start, run, kept: null} as const;
	});
	const answered = stateAfter(history, ...reopened, response('x', 1), response('y', 2), 'v ]');
	assert.equal(shown(answered)[2], 2);
	const back = play(answered, 'esc esc');
	assert.deepEqual(
		[back.state.view.overlay?.kind, [...back.state.runs.keys()]],
		['history', ['z']],
	);
});

/** A run of the history that succeeded. */
function kept(id: string, phase: HistoryRun['phase'] = 'succeeded'): HistoryRun {
	return historyRun(id, 9, phase);
}

function inHistory(...runs: readonly HistoryRun[]): State {
	const page = {runs, count: runs.length};
	return stateAfter(watching(['z']), 'H', {type: 'historyFound', at: start, page});
}

test('v in the history asks about one run after another, until two more pictures than the shown one are known', () => {
	const history = inHistory(
		kept('a'),
		kept('b', 'failed'),
		kept('c'),
		kept('d'),
		kept('e'),
		kept('f'),
	);
	const seeking = play(history, 'v');
	assert.deepEqual(requested(seeking.effects), ['ask a']);
	assert.equal(seeking.state.view.overlay?.kind, 'history');
	const none = play(seeking.state, polled('a', {phase: 'succeeded'}));
	assert.deepEqual(requested(none.effects), ['ask c'], 'a failed run has no pictures');
	const first = play(none.state, response('c', 1));
	assert.deepEqual(requested(first.effects), ['show c_image', 'ask d']);
	assert.deepEqual(shown(first.state), ['c_image', 1, 1]);
	const second = play(first.state, response('d', 1));
	assert.deepEqual(requested(second.effects), ['ask e']);
	const wide = stateAfter(second.state, {type: 'resized', at: start, columns: 80, rows: 24});
	const page = stateAfter(wide, arrived(wide, 'c'), 'z');
	const shownPage = stateAfter(page, arrived(page, 'c'), arrived(page, 'd'));
	const filled = play(shownPage, response('e', 1)).effects;
	assert.deepEqual(requested(filled), ['show e_image'], 'the page has room for a third one');
	const third = play(second.state, response('e', 1));
	assert.deepEqual(requested(third.effects), []);
	const text = frame(selectScreen(third.state), {columns: 80, rows: 24}).join('\n');
	assert.match(text, /c_image\.png ─ 1 of 3\+ ─ /);
	assert.deepEqual(requested(play(third.state, ']').effects), [
		'show d_image',
		'fetch e_image',
		'ask f',
	]);
	const back = stateAfter(third.state, 'esc');
	assert.deepEqual([back.view.overlay?.kind, back.view.selected], ['history', 'z']);
	const opened = play(third.state, 'enter').effects.find(({type}) => type === 'reopenRun');
	assert.ok(opened?.type === 'reopenRun' && opened.run.id.exact === 'c');
	assert.equal(stateAfter(seeking.state, 'esc', response('a', 1)).view.overlay, null);
});

test('the order of a run that the engine has forgotten has its outputs; one that cannot be loaded is passed over', () => {
	const seeking = stateAfter(inHistory(kept('a'), kept('b')), 'v');
	const forgotten = pollFailed('a', {problem: problem({kind: 'not-found'})});
	const {state: ordered, effects} = play(seeking, forgotten);
	assert.deepEqual(effects, [
		{type: 'unwatch', id: 'a'},
		{type: 'loadOrder', id: 'a'},
	]);
	const loaded = orderLoaded as Extract<Action, {type: 'orderLoaded'}>;
	const outputs = [output('image', 'a_image', address('a'))];
	const known = stateAfter(ordered, {...loaded, id: 'a', info: {...loaded.info, outputs}});
	assert.deepEqual(shown(known), ['a_image', 1, 1]);
	const failed: Action = {type: 'orderFailed', at: start, id: 'a', problem: problem()};
	assert.deepEqual(requested(play(ordered, failed).effects), ['ask b']);
});

test('D in the history asks for the outputs of the marked runs and saves them; then one sentence counts all', () => {
	const marked = stateAfter(inHistory(kept('a'), kept('b'), kept('c')), 'space space');
	const {state: asked, effects} = play(marked, 'D');
	assert.deepEqual(requested(effects), ['ask a', 'ask b']);
	const some = play(asked, polled('a', {phase: 'succeeded'}), response('b', 1));
	const download = some.effects.find(({type}) => type === 'download');
	assert.ok(download?.type === 'download');
	assert.deepEqual(
		download.outputs.map(({run: {id}, output: {key}}) => `${id} ${key.exact}`),
		['b b_image', 'b t'],
	);
	const path = {safe: name('~/b.png').safe, exact: '/b.png'};
	const folder = name('~').safe;
	const done = (key: string, isNew: boolean) =>
		({
			type: 'downloadUpdated',
			at: start,
			id: downloadId('b', key),
			phase: {kind: 'done', path, folder, bytes: 5_000_000, isNew},
		}) as const;
	const half = stateAfter(some.state, done('t', true));
	assert.match(
		frame(selectScreen(half), {columns: 160, rows: 24})[0] ?? '',
		/saving 2 of 2 · 5\.0 MB/,
	);
	assert.deepEqual(stateAfter(half, done('b_image', false)).view.notice?.notice, {
		kind: 'outputs-saved',
		saved: 2,
		known: 1,
		failed: 0,
		without: 1,
		folder,
	});
});

test('d and enter act on the run of the picture; esc and q bring back the selection from before, with the help open too', () => {
	// The marks are those of the run list.
	const state = withView(stateAfter(ended(), 'v ]'), {marked: new Set(['a', 'b'])});
	const download = play(state, 'd').effects.find(({type}) => type === 'download');
	assert.ok(download?.type === 'download' && download.outputs[0]?.output.key.exact === 'd_image');

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
			effect.type === 'download' ? effect.outputs.map(({output: {key}}) => key.exact) : [],
		);
	assert.deepEqual(saved(state), ['b_image', 'a_image']);
	assert.deepEqual(saved(stateAfter(ended(), 'v')), ['b_image']);
	assert.deepEqual(play(state, 'y').effects, [
		{type: 'copy', text: `${address('b')}\n${address('a')}`, what: 'b_image.png +1'},
	]);
	assert.equal(
		selectPreview(stateAfter(state, 'space'))?.picture?.marked,
		1,
		'the mark is removed',
	);
});

test('z shows a page of thumbnails, where pixels are drawn; keys move over it, esc goes back to the picture', () => {
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
	assert.deepEqual(requested(play(loaded, 'z').effects), ['show b_image', 'fetch d_image']);
	const back = stateAfter(moved.state, 'esc');
	assert.deepEqual([back.view.overlay?.kind, back.preview?.isPage], ['output', false]);
	const cells = {
		...drawn,
		image: {...drawn.image, protocol: 'cells', pixels: new Uint8Array()},
	};
	const plain = stateAfter(one, arrived(one, 'b', cells as unknown as PreviewContent), 'z');
	assert.equal(plain.view.notice?.notice.kind, 'no-thumbnails');
	const offered = (state: State) => footerHints(state).find(({keys: [key]}) => key === 'z')?.id;
	assert.deepEqual([one, plain, back, loaded].map(offered), [
		undefined,
		undefined,
		'thumbnails',
		'thumbnails',
	]);
});
