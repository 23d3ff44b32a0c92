import assert from 'node:assert/strict';
import test from 'node:test';
import {downloadId} from '../../../source/core/output/download.ts';
import type {FileMetadata, PreviewContent} from '../../../source/core/output/output-view.ts';
import type {Output} from '../../../source/core/output/output.ts';
import {cleanProse} from '../../../source/core/text/sanitize.ts';
import {visibleImages} from '../../../source/features/outputs/preview/box.ts';
import {selectOutputs, selectPreview} from '../../../source/features/outputs/select.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Command} from '../../../source/store/command.ts';
import type {Effect} from '../../../source/store/effect.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import {needsTime} from '../../../source/store/ticker.ts';
import {invoked, typed, watching} from '../../helpers/play.ts';
import {name, output, polled, start} from '../../helpers/values.ts';

const soon = Math.floor(start / 1000) + 3600;
const picture = output('n9_images', `https://a.example/a.png?expires=${soon}&signature=a`);
/** The same file, signed again by a later response. */
const signed = output('n9_images', `https://a.example/a.png?expires=${soon + 9}&signature=b`);
const plain = output('n10_images', 'https://a.example/b');
const words: Output = {...output('n11_text', 'https://a.example/c.txt'), kind: 'text'};
const poem: Output = {...words, key: name('n12_text'), value: name('猫\n狗'), address: null};

/** The state after some actions and commands, and the effects of the last one. */
function play(state: State, ...steps: ReadonlyArray<Action | Command>) {
	let effects: readonly Effect[] = [];

	for (const step of steps) {
		({state, effects} = reduce(state, 'at' in step ? step : invoked(step)));
	}

	return {state, effects};
}

function arrived(content: PreviewContent): Action {
	return {type: 'previewUpdated', at: start, requestId: 1, id: '', content};
}

/** The effect that loads one output. */
function loading(requestId: number, one: Output, box: {columns: number; rows: number}): Effect {
	const outputs = [{id: downloadId('run', one.key.exact), output: one}];
	return {type: 'loadPreview', requestId, outputs, next: null, box};
}

function described(id: string, metadata: FileMetadata): Action {
	return {type: 'fileMetadataLoaded', at: start, id, metadata};
}

function video(size: number): FileMetadata {
	return {kind: 'loaded', size, type: cleanProse('video/mp4'), pixels: null};
}

/** A finished run with the outputs pane focused. */
function atShelf(outputs: readonly Output[] = [picture, plain, words, poem]) {
	const response = polled('run', {phase: 'succeeded', outputs});
	return play(watching(['run']), response, {type: 'focus', pane: 'outputs'});
}

test('the list is scrolled so far that the selected output is visible', () => {
	const outputs = Array.from({length: 50}, (_, index) =>
		output(`n${index}_images`, 'https://a.example/a'),
	);
	const {state} = play(atShelf(outputs).state, {type: 'jump', to: 'end'});
	const {rows, scrollTop} = selectOutputs(state);
	assert.deepEqual(
		rows.map(({selected}) => selected),
		rows.map((_, index) => index === rows.length - 1),
	);
	assert.equal(scrollTop, 50 - rows.length);
});

const longText = Array.from({length: 100}, (_, index) => `line ${index}`).join('\n');

/** Returns a state in which the preview shows this text. */
function reading(text: string): State {
	const lines = text.split('\n').map(cleanProse);
	const document = {lines, exact: text, size: text.length, isTruncated: false};
	return play(
		atShelf().state,
		{type: 'jump', to: 'end'},
		{type: 'show'},
		arrived({kind: 'text', document}),
	).state;
}

function shown(state: State): readonly string[] {
	return selectPreview(state)?.text?.rows.map(({text}) => text) ?? [];
}

test('metadata of visible outputs is requested once, while the outputs pane has the focus', () => {
	const {state, effects} = atShelf();
	assert.deepEqual(effects, [
		{type: 'loadFileMetadata', addresses: [picture.address, plain.address, words.address]},
	]);
	const again = play(state, {type: 'focus', pane: 'log'}, {type: 'focus', pane: 'outputs'});
	assert.deepEqual(again.effects, []);
	const nextPoll = play(state, polled('run', {phase: 'succeeded', outputs: [signed, plain]}));
	assert.ok(nextPoll.effects.every(({type}) => type !== 'loadFileMetadata'));
	assert.deepEqual(atShelf([poem]).effects, [], 'a text has no file');
});

test('a refused file is requested again when its address changes', () => {
	const why = {kind: 'gone', status: 403} as const;
	const gone: FileMetadata = {kind: 'failed', why, href: picture.value.exact};
	const {state} = play(atShelf([picture]).state, described('https://a.example/a.png', gone));
	const same = play(state, polled('run', {phase: 'succeeded', outputs: [picture]}));
	assert.deepEqual(same.effects, []);
	const anew = play(state, polled('run', {phase: 'succeeded', outputs: [signed]}));
	assert.deepEqual(anew.effects, [{type: 'loadFileMetadata', addresses: [signed.address]}]);
});

test('a row shows the metadata and when the link expires', () => {
	const {state} = play(
		atShelf([plain, picture]).state,
		described('https://a.example/b', video(12)),
		described('https://a.example/a.png', video(7)),
	);
	const [first, second] = selectOutputs(state).rows;
	assert.deepEqual([first?.expiresAt, second?.expiresAt], [null, soon * 1000]);
	assert.deepEqual([first?.metadata, second?.metadata], [video(12), video(7)]);
});

test('addresses expire by the clock of the service, once its skew is known', () => {
	const notice = {kind: 'clock-skew', ahead: 60_000} as const;
	const {state} = play(atShelf([picture]).state, {type: 'noticeShown', at: start, notice});
	assert.equal(selectOutputs(state).rows[0]?.expiresAt, soon * 1000 - 60_000);
});

test('the screen ticks while an expiry countdown is visible', () => {
	assert.equal(needsTime(atShelf([picture]).state), true);
	assert.equal(needsTime(atShelf([plain]).state), false);
});

test('enter shows a text here and opens anything else; v previews anything here', () => {
	const open = play(atShelf().state, {type: 'show'});
	assert.deepEqual(open.effects, [{type: 'open', address: picture.address, what: 'n9_images'}]);
	const previewed = play(atShelf().state, {type: 'preview'});
	assert.deepEqual(previewed.effects, [loading(1, picture, {columns: 76, rows: 21})]);
	const text = play(atShelf().state, {type: 'jump', to: 'end'}, {type: 'show'});
	assert.equal(text.effects.map(({type}) => type).join(), 'loadPreview');
	assert.equal(text.state.preview?.output, poem);
	const json: Output = {...plain, kind: 'file', name: name('facts.JSON')};
	const fields = play(atShelf([json]).state, {type: 'show'});
	assert.equal(fields.state.preview?.output, json);
	const archive: Output = {...plain, kind: 'file', name: name('all.zip')};
	assert.equal(play(atShelf([archive]).state, {type: 'show'}).effects[0]?.type, 'open');
	const none = play(atShelf([]).state, {type: 'preview'});
	assert.deepEqual(none.state.view.notice?.notice, {kind: 'nothing-to-open'});
});

test('a preview ends with its overlay, however that is closed; late responses are ignored', () => {
	const {state} = play(atShelf().state, {type: 'preview'});

	for (const way of [{type: 'back'}, {type: 'quit'}] as const) {
		const closed = play(state, way);
		assert.equal(closed.state.view.overlay, null);
		assert.equal(closed.state.preview, null);
		assert.deepEqual(closed.effects, [{type: 'stopPreview'}]);
		const late = play(closed.state, arrived({kind: 'failed', why: {kind: 'empty'}}));
		assert.equal(late.state, closed.state);
	}

	const second = play(state, {type: 'back'}, {type: 'preview'});
	const late = play(second.state, arrived({kind: 'failed', why: {kind: 'empty'}}));
	assert.equal(late.state.preview?.content.kind, 'loading');
});

test('an image is centered, and rendered again for another size', () => {
	const graphic = {protocol: 'kitty', columns: 10, rows: 5, payload: 'AAAA'} as const;
	const fields = {format: 'PNG', width: 80, height: 80, size: 9};
	const image = arrived({kind: 'image', fields, image: graphic});
	const {state} = play(atShelf().state, {type: 'preview'}, image);
	assert.deepEqual(visibleImages(state), [{image: graphic, left: 2 + 33, top: 2 + 8}]);
	const resized = {type: 'resized', at: start, columns: 100, rows: 30} as const;
	const {state: wider, effects} = play(state, resized);
	assert.deepEqual(visibleImages(wider), []);
	assert.deepEqual(effects, [loading(2, picture, {columns: 96, rows: 27})]);
	assert.deepEqual(visibleImages(play(state, {type: 'back'}).state), []);
	const helped = play(state, {type: 'help'}).state;
	assert.deepEqual(visibleImages(helped), []);
	assert.equal(visibleImages(play(helped, {type: 'back'}).state).length, 1);
});

test('after the help the preview is back, with what arrived meanwhile', () => {
	const before = play(reading(longText), {type: 'page', pages: 1}).state;
	const helped = play(before, {type: 'help'});
	assert.deepEqual([helped.state.view.overlay?.kind, helped.effects], ['help', []]);
	// The keys scroll the help, not the text.
	assert.deepEqual(play(helped.state, {type: 'move', lines: 3}, {type: 'back'}).state, before);
	assert.deepEqual(play(helped.state, {type: 'quit'}).state, before);
	assert.deepEqual(play(helped.state, {type: 'help'}).state, before);
	const late = play(helped.state, arrived({kind: 'failed', why: {kind: 'empty'}}));
	const given = play(late.state, {type: 'help'}).state;
	assert.deepEqual(given.view.overlay, {kind: 'output', scrollTop: 0});
	assert.equal(selectPreview(given)?.content.kind, 'failed');
	const closed = play(given, {type: 'back'});
	assert.deepEqual([closed.state.preview, closed.effects], [null, [{type: 'stopPreview'}]]);
});

test('a text wraps or scrolls sideways; it scrolls by rows and stops at its ends', () => {
	const state = reading(longText);
	assert.deepEqual(shown(state).slice(0, 2), ['line 0', 'line 1']);
	assert.equal(shown(state).length, 21);
	assert.equal(shown(play(state, {type: 'jump', to: 'end'}).state).at(-1), 'line 99');
	assert.equal(shown(play(state, {type: 'page', pages: 1}).state)[0], 'line 21');
	const past = play(state, {type: 'move', lines: 500}, {type: 'move', lines: -1});
	assert.equal(shown(past.state)[0], 'line 78');

	const wide = reading(`${'a'.repeat(100)}\nend`);
	assert.deepEqual(shown(wide), ['a'.repeat(76), 'a'.repeat(24), 'end']);
	const far = play(reading(`${'a'.repeat(100)}\n${longText}`), {type: 'page', pages: 1}).state;
	const resized = play(far, {type: 'resized', at: start, columns: 130, rows: 24}).state;
	assert.equal(shown(resized)[0], shown(far)[0], 'the line at the top stays there');
	const cut = play(wide, {type: 'wrap'}, {type: 'sideways', cells: 90});
	assert.deepEqual(shown(cut.state), ['a'.repeat(10), '']);
});

test('a search goes to its first hit while typing, then to the next ones and around', () => {
	const text = Array.from({length: 100}, (_, index) => (index % 30 === 25 ? 'Hit' : `${index}`));
	const searched = play(reading(text.join('\n')), {type: 'search'}, typed('hit'));
	const fields = (state: State) => {
		const model = selectPreview(state)?.text;
		return [model?.hits, model?.hitNumber, model?.rows.some(({current}) => current)];
	};
	assert.deepEqual(fields(searched.state), [3, 1, true]);
	const taken = play(searched.state, {type: 'submit'}, {type: 'next-hit', step: 1});
	assert.deepEqual(fields(taken.state), [3, 2, true]);
	const around = play(taken.state, {type: 'next-hit', step: 1}, {type: 'next-hit', step: 1});
	assert.deepEqual(fields(around.state), [3, 1, true]);
	assert.deepEqual(around.state.view.notice?.notice, {kind: 'wrapped', to: 'start'});
	const back = play(around.state, {type: 'next-hit', step: -1});
	assert.deepEqual(fields(back.state), [3, 3, true]);

	const nothing = play(reading('a\nb'), {type: 'search'}, typed('zebra'), {type: 'submit'});
	assert.deepEqual(fields(nothing.state).slice(0, 2), [0, null]);
	const left = play(searched.state, {type: 'back'});
	assert.equal(left.state.preview?.text.search, '');
	assert.equal(left.state.view.overlay?.kind, 'output');
});

test('y copies the shown text, else the address; o opens the previewed output', () => {
	const copied = play(reading('a\nb'), {type: 'copy'});
	assert.deepEqual(copied.effects, [{type: 'copy', text: 'a\nb', what: 'n12_text'}]);
	const {state} = play(atShelf().state, {type: 'preview'});
	const copy = {type: 'copy', text: picture.value.exact, what: 'n9_images'};
	assert.deepEqual(play(state, {type: 'copy'}).effects, [copy]);
	const open = {type: 'open', address: picture.address, what: 'n9_images'};
	assert.deepEqual(play(state, {type: 'open'}).effects, [open]);
});
