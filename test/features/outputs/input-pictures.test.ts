import assert from 'node:assert/strict';
import test from 'node:test';
import {footerHints} from '../../../source/features/key-hints.ts';
import {inputPictures} from '../../../source/features/outputs/input-pictures.ts';
import {selectPreview} from '../../../source/features/outputs/select.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {name, polled, start} from '../../helpers/values.ts';

/** A run with these inputs, by their keys, and the details in focus. */
function withInputs(values: Readonly<Record<string, string>>): State {
	const inputs = Object.entries(values).map(([key, value]) => ({
		key: name(key),
		value: name(value),
	}));
	const kept = {type: 'inputsKept', at: start, inputs: [{id: 'run', inputs}]} as const;
	return stateAfter(watching(['run']), polled('run'), kept, '2');
}

function picturesOf(state: State): readonly string[] {
	const run = state.runs.get('run');
	assert.ok(run);
	return inputPictures(state, run).map(
		({output: {key, address}}) => `${key.exact} ${address?.href ?? 'asked for'}`,
	);
}

test('pictures among the inputs are known by asset, media type or extension; a file without them may be one', () => {
	const state = withInputs({
		text: 'https://a.cn/ is a prompt',
		seed: '7',
		png: 'https://a.cn/a.png',
		mp4: 'https://a.cn/a.mp4',
		bare: '{"uri": "https://a.cn/upload/1", "label": "hero", "role": "first_frame"}',
		film: '{"uri": "https://a.cn/a.mp4", "label": "film"}',
		zip: 'https://a.cn/a.zip',
		kept: 'https://a.cn/b.png?signature=s',
		data: 'data:image/png;base64,AAAA',
		sound: 'data:audio/wav;base64,AAAA',
		list: '["asset://asset_1", "asset://asset_2"]',
	});
	const asset = {name: name('x'), kind: 'video', expiresAt: null, address: null} as const;
	const known = stateAfter(state, {type: 'assetLoaded', at: start, assetId: 'asset_2', asset});
	assert.deepEqual(picturesOf(known), [
		'inputs.png https://a.cn/a.png',
		'inputs.bare https://a.cn/upload/1',
		'inputs.kept asked for',
		'inputs.data data:image/png;base64,AAAA',
		'inputs.list.0 asked for',
	]);
});

test('v on the details shows them, [ and ] step through them; without any it says so', () => {
	const state = withInputs({a: 'https://a.cn/a.png', b: 'https://a.cn/b.png'});
	const shown = (keys: string) => selectPreview(stateAfter(state, keys))?.output.key.exact;
	assert.deepEqual(['v', 'v ]', 'v ] ]', 'v ] ['].map(shown), [
		'inputs.a',
		'inputs.b',
		'inputs.b',
		'inputs.a',
	]);
	const offered = (from: State) => footerHints(from).some(({id}) => id === 'input-pictures');
	assert.ok(offered(state));
	const without = withInputs({a: 'a cat'});
	assert.ok(!offered(without));
	const {state: after, effects} = play(without, 'v');
	assert.deepEqual([after.view.notice?.notice.kind, effects], ['no-input-pictures', []]);
});
