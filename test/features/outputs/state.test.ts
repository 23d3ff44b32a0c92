import assert from 'node:assert/strict';
import test from 'node:test';
import {downloadId} from '../../../source/core/output/download.ts';
import type {FileMetadata, PreviewContent} from '../../../source/core/output/output-view.ts';
import type {Output} from '../../../source/core/output/output.ts';
import {cleanProse} from '../../../source/core/text/sanitize.ts';
import {needsTime} from '../../../source/features/index.ts';
import {visibleImages} from '../../../source/features/outputs/preview/box.ts';
import {selectOutputs, selectPreview} from '../../../source/features/outputs/select.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Effect} from '../../../source/store/effects.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {name, output, polled, start} from '../../helpers/values.ts';

const soon = Math.floor(start / 1000) + 3600;
const picture = output('n9_images', `https://a.example/a.png?expires=${soon}&signature=a`);
/** The same file, signed again by a later response. */
const signed = output('n9_images', `https://a.example/a.png?expires=${soon + 9}&signature=b`);
const plain = output('n10_images', 'https://a.example/b');
const words: Output = {...output('n11_text', 'https://a.example/c.txt'), kind: 'text'};
const poem: Output = {...words, key: name('n12_text'), value: name('猫\n狗'), address: null};

function arrived(content: PreviewContent, {key}: Output = picture): Action {
	const id = downloadId('run', key.exact);
	return {type: 'previewUpdated', at: start, requestId: 1, id, content};
}

/** The effect that loads the picture. */
function loading({runs}: State, requestId: number, box: {columns: number; rows: number}): Effect {
	const run = runs.get('run');
	assert.ok(run);
	return {type: 'loadPreview', requestId, outputs: [{run, output: picture}], next: null, box};
}

function described(id: string, metadata: FileMetadata): Action {
	return {type: 'fileMetadataLoaded', at: start, id, metadata};
}

function video(size: number): FileMetadata {
	return {kind: 'loaded', size, pixels: null, fileKind: null};
}

/** A finished run with the outputs pane focused. */
function atShelf(outputs: readonly Output[] = [picture, plain, words, poem]): State {
	return stateAfter(watching(['run']), polled('run', {phase: 'succeeded', outputs}), '4');
}

test('the list is scrolled so far that the selected output is visible', () => {
	const outputs = Array.from({length: 50}, (_, index) =>
		output(`n${index}_images`, 'https://a.example/a'),
	);
	const {rows, scrollTop} = selectOutputs(stateAfter(atShelf(outputs), 'G'));
	assert.equal(
		rows.findIndex(({selected}) => selected),
		rows.length - 1,
	);
	assert.equal(scrollTop, 50 - rows.length);
});

const longText = Array.from({length: 100}, (_, index) => `line ${index}`).join('\n');

/** Returns a state in which the preview shows this text. */
function reading(text: string): State {
	const lines = text.split('\n').map(cleanProse);
	const document = {lines, exact: text, size: text.length, isTruncated: false};
	return stateAfter(atShelf(), 'G enter', arrived({kind: 'text', document}, poem));
}

function shown(state: State): readonly string[] {
	return selectPreview(state)?.text?.rows.map(({text}) => text) ?? [];
}

test('metadata of visible outputs is requested once, while the outputs pane has the focus', () => {
	const answer = (outputs: readonly Output[]) => polled('run', {phase: 'succeeded', outputs});
	const asked = (...outputs: readonly Output[]) => [
		{type: 'loadFileMetadata', addresses: outputs.map(({address}) => address)},
	];
	const requests = (...steps: Parameters<typeof play>) =>
		play(...steps).effects.filter(({type}) => type === 'loadFileMetadata');
	const all = stateAfter(watching(['run']), answer([picture, plain, words, poem]));
	assert.deepEqual(requests(all, '4'), asked(picture, plain, words), 'a text has no file');
	assert.deepEqual(requests(atShelf(), '3 4', answer([signed, plain])), []);
	const why = {kind: 'gone', status: 403} as const;
	const gone: FileMetadata = {kind: 'failed', why, href: picture.value.exact};
	const refused = stateAfter(atShelf([picture]), described('https://a.example/a.png', gone));
	assert.deepEqual(requests(refused, answer([picture])), []);
	assert.deepEqual(requests(refused, answer([signed])), asked(signed), 'its address has changed');
});

test('a row shows the metadata, and when the link expires by the clock of the service', () => {
	const state = stateAfter(
		atShelf([plain, picture]),
		described('https://a.example/b', video(12)),
		described('https://a.example/a.png', video(7)),
	);
	const [first, second] = selectOutputs(state).rows;
	assert.deepEqual([first?.expiresAt, second?.expiresAt], [null, soon * 1000]);
	assert.deepEqual([first?.metadata, second?.metadata], [video(12), video(7)]);
	const notice = {kind: 'clock-skew', ahead: 60_000} as const;
	const skewed = stateAfter(state, {type: 'noticeShown', at: start, notice});
	assert.equal(selectOutputs(skewed).rows[1]?.expiresAt, soon * 1000 - 60_000);
	assert.deepEqual([needsTime(atShelf([picture])), needsTime(atShelf([plain]))], [true, false]);
});

test('enter shows a text here and opens anything else; v previews anything here', () => {
	const file = (called: string): Output => ({...plain, kind: 'file', name: name(called)});
	const [json, archive] = [file('facts.JSON'), file('all.zip')];

	for (const [state, keys, expected] of [
		[atShelf(), 'enter', picture.address],
		[atShelf(), 'v', picture],
		[atShelf(), 'G enter', poem],
		[atShelf([json]), 'enter', json],
		[atShelf([archive]), 'enter', archive.address],
		[atShelf([]), 'v', undefined],
	] as const) {
		const effect = play(state, keys).effects.at(-1);
		const did =
			effect?.type === 'open'
				? effect.address
				: effect?.type === 'loadPreview'
					? effect.outputs[0]?.output
					: undefined;
		assert.deepEqual(did, expected);
	}

	assert.deepEqual(play(atShelf(), 'v').effects, [loading(atShelf(), 1, {columns: 76, rows: 21})]);
	assert.equal(stateAfter(atShelf([]), 'v').view.notice?.notice.kind, 'nothing-to-open');
});

test('a preview ends with its overlay, however that is closed; late responses are ignored', () => {
	const late = arrived({kind: 'failed', why: {kind: 'empty'}});

	for (const way of ['esc', 'q']) {
		const {state, effects} = play(stateAfter(atShelf(), 'v'), way);
		assert.deepEqual([state.view.overlay, state.preview], [null, null]);
		assert.deepEqual(effects, [{type: 'stopPreview'}]);
		assert.equal(stateAfter(state, late), state);
	}

	assert.equal(selectPreview(stateAfter(atShelf(), 'v esc v', late))?.content.kind, 'loading');
});

test('an image is centered, and rendered again for another size', () => {
	const graphic = {protocol: 'kitty', columns: 10, rows: 5, payload: 'AAAA'} as const;
	const fields = {format: 'PNG', width: 80, height: 80, size: 9};
	const state = stateAfter(atShelf(), 'v', arrived({kind: 'image', fields, image: graphic}));
	const resized = {type: 'resized', at: start, columns: 100, rows: 30} as const;

	for (const [step, isShown] of [
		['', true],
		[resized, false],
		['esc', false],
		['?', false],
		['? esc', true],
	] as const) {
		assert.deepEqual(
			visibleImages(stateAfter(state, step)),
			isShown ? [{image: graphic, left: 2 + 33, top: 2 + 8}] : [],
		);
	}

	const again = [loading(state, 2, {columns: 96, rows: 27})];
	assert.deepEqual(play(state, resized).effects, again);
});

test('after the help the preview is back, with what arrived meanwhile', () => {
	const before = stateAfter(reading(longText), 'pagedown');
	const {state: helped, effects} = play(before, '?');
	assert.deepEqual([helped.view.overlay?.kind, effects], ['help', []]);

	// The keys scroll the help, not the text.
	for (const keys of ['j j j esc', 'q', '?']) {
		assert.deepEqual(stateAfter(helped, keys), before, keys);
	}

	const given = stateAfter(helped, arrived({kind: 'failed', why: {kind: 'empty'}}, poem), '?');
	assert.deepEqual(given.view.overlay, {kind: 'output', scrollTop: 0});
	assert.equal(selectPreview(given)?.content.kind, 'failed');
	const closed = play(given, 'esc');
	assert.deepEqual([closed.state.preview, closed.effects], [null, [{type: 'stopPreview'}]]);
});

test('a text wraps or scrolls sideways; it scrolls by rows and stops at its ends', () => {
	const state = reading(longText);
	assert.deepEqual(shown(state).slice(0, 2), ['line 0', 'line 1']);
	assert.equal(shown(state).length, 21);
	assert.equal(shown(stateAfter(state, 'G')).at(-1), 'line 99');
	assert.equal(shown(stateAfter(state, 'pagedown'))[0], 'line 21');
	assert.equal(shown(stateAfter(state, {type: 'move', lines: 500}, 'k'))[0], 'line 78');

	const wide = reading(`${'a'.repeat(100)}\nend`);
	assert.deepEqual(shown(wide), ['a'.repeat(76), 'a'.repeat(24), 'end']);
	const far = stateAfter(reading(`${'a'.repeat(100)}\n${longText}`), 'pagedown');
	const resized = stateAfter(far, {type: 'resized', at: start, columns: 130, rows: 24});
	assert.equal(shown(resized)[0], shown(far)[0], 'the line at the top stays there');
	const cut = stateAfter(wide, 'w', {type: 'sideways', cells: 90});
	assert.deepEqual(shown(cut), ['a'.repeat(10), '']);
});

test('a search goes to its first hit while typing, then to the next ones and around', () => {
	const text = Array.from({length: 100}, (_, index) => (index % 30 === 25 ? 'Hit' : `${index}`));

	for (const [keys, hits, hitNumber] of [
		['/ "hit"', 3, 1],
		['/ "hit" enter n', 3, 2],
		['/ "hit" enter n n n', 3, 1],
		['/ "hit" enter N', 3, 3],
		['/ "zebra" enter', 0, null],
	] as const) {
		const model = selectPreview(stateAfter(reading(text.join('\n')), keys))?.text;
		assert.deepEqual([model?.hits, model?.hitNumber], [hits, hitNumber], keys);
		assert.equal(
			model?.rows.some(({current}) => current),
			hits > 0,
			keys,
		);
	}

	const around = stateAfter(reading('hit'), '/ "hit" enter n');
	assert.deepEqual(around.view.notice?.notice, {kind: 'wrapped', to: 'start'});
	const left = stateAfter(reading('hit'), '/ "hit" esc');
	assert.equal(left.preview?.text.search, '');
	assert.equal(left.view.overlay?.kind, 'output');
});

test('y copies the shown text, else the address; o opens the previewed output', () => {
	const copied = play(reading('a\nb'), 'y').effects;
	assert.deepEqual(copied, [{type: 'copy', text: 'a\nb', what: 'n12_text'}]);
	const previewed = stateAfter(atShelf(), 'v');
	const [copy, open] = play(previewed, 'y o').effects;
	assert.deepEqual(copy, {type: 'copy', text: picture.value.exact, what: 'n9_images.png'});
	assert.deepEqual(open, {type: 'open', address: picture.address, what: 'n9_images.png'});
});
