import assert from 'node:assert/strict';
import test from 'node:test';
import {selectPreview} from '../../../../source/features/outputs/select.ts';
import type {State} from '../../../../source/store/state.ts';
import {invoked, play, stateAfter, watching} from '../../../helpers/play.ts';
import {output} from '../../../helpers/sample.ts';
import {polled, start} from '../../../helpers/values.ts';

const later = Math.floor(start / 1000) + 3600;
const address = (name: string, expires = later) =>
	`https://cdn.example/${name}.png?expires=${expires}`;
const open = invoked({type: 'pictures'});
const next = invoked({type: 'next-output', step: 1});
const previous = invoked({type: 'next-output', step: -1});

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

test('v shows the newest picture whose link works, and only that one is fetched; [ and ] step through them', () => {
	const {state, effects} = play(ended(), open);
	assert.deepEqual(shown(state), ['b_image', 1, 3]);
	const fetched = effects.filter(({type}) => type === 'loadPreview');
	assert.equal(fetched.length, 1);
	const second = stateAfter(state, next);
	assert.deepEqual(shown(second), ['d_image', 2, 3]);
	assert.deepEqual(shown(stateAfter(second, next, next, next)), ['a_image', 3, 3]);
	assert.deepEqual(shown(stateAfter(second, previous)), ['b_image', 1, 3]);
});

test('d, p and enter act on the run of the picture', () => {
	const state = stateAfter(ended(), open, next);
	const saved = play(state, invoked({type: 'download', which: 'one'}));
	const download = saved.effects.find(({type}) => type === 'download');
	assert.ok(download?.type === 'download' && download.requests[0]?.key === 'd_image');
	assert.ok(stateAfter(state, invoked({type: 'pin'})).saved.pinned.has('d'));
	const {view} = stateAfter(state, invoked({type: 'enter'}));
	assert.deepEqual([view.overlay, view.focus, view.selected], [null, 'runs', 'd']);
});

test('in a preview of an output, ] shows the next output of the run', () => {
	const state = stateAfter(ended(), invoked({type: 'preview'}), next);
	assert.deepEqual(shown(state), ['t', undefined, undefined]);
});

test('without a picture a notice says so', () => {
	const {notice} = stateAfter(watching(['a']), open).view;
	assert.equal(notice?.notice.kind, 'no-pictures');
});
