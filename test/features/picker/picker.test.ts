import assert from 'node:assert/strict';
import test from 'node:test';
import type {Phase} from '../../../source/core/execution.ts';
import {listedRunId} from '../../../source/core/listed-run.ts';
import type {RunOrder} from '../../../source/core/run-order.ts';
import {reduce} from '../../../source/features/index.ts';
import {pickerRows} from '../../../source/features/picker/index.ts';
import type {State} from '../../../source/store/state.ts';
import type {Transition} from '../../../source/store/transition.ts';
import {play, stateAfter, typed, watching} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {name, problem, start} from '../../helpers/values.ts';
import {order} from '../runs/order.ts';

const opened = play(watching(['watched']), 'a');

test('the picker loads the first page when it opens, and the next ones when their end becomes visible', () => {
	assert.deepEqual(opened.effects, [{type: 'loadListPage', page: 1}]);
	const read = told(opened.state, 1, many(100, 1), 350);
	assert.deepEqual(read.effects, []);
	assert.deepEqual(play(read.state, {type: 'move', lines: 1}).effects, []);
	const near = play(read.state, {type: 'move', lines: 80});
	assert.deepEqual(near.effects, [{type: 'loadListPage', page: 2}]);
	// One at a time.
	assert.deepEqual(play(near.state, {type: 'move', lines: 1}).effects, []);
	const whole = [2, 3, 4].reduce(
		(state, page) => told(state, page, many(page === 4 ? 50 : 100, page), 350).state,
		near.state,
	);
	assert.deepEqual(play(whole, {type: 'move', lines: 999}).effects, []);
});

test('a filter with few matches loads further pages up to 1,000 runs, then one for a key', () => {
	const first = told(opened.state, 1, many(100, 1), 100_000).state;
	let step = play(first, typed('nothing has this'));
	const pages: number[] = [];

	for (let page = 2; step.effects.length > 0 && page < 50; page++) {
		pages.push(
			...step.effects.flatMap(effect => (effect.type === 'loadListPage' ? [effect.page] : [])),
		);
		step = told(step.state, page, many(100, page), 100_000);
	}

	assert.deepEqual(pages, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
	assert.equal(play(step.state, typed('x')).effects.length, 1);
});

test('the newest runs are first, whatever the order of the list; a list with the oldest first is read from its end', () => {
	const first = told(opened.state, 1, many(100, 9).toReversed(), 250);
	assert.deepEqual(first.effects, []);
	const near = play(first.state, {type: 'move', lines: 90});
	assert.deepEqual(near.effects, [{type: 'loadListPage', page: 3}]);
	const {state} = told(near.state, 3, [older('new', 1), older('newest', 0)], 250);
	assert.deepEqual(idsOf(state).slice(0, 2), ['newest', 'new']);
});

test('the selected run stays selected and visible while pages arrive', () => {
	let {state} = told(opened.state, 1, many(30, 5), 160);
	state = play(state, {type: 'move', lines: 7}).state;
	const selected = pickerOf(state)?.selected;
	assert.equal(selected, idsOf(state)[7]);
	state = told(state, 2, many(30, 1), 160).state;
	assert.equal(pickerOf(state)?.selected, selected);
	assert.equal(idsOf(state).indexOf(selected ?? ''), 37);
	assert.ok(shownOverlay(state, 'picker').content.rows.some(row => row.isSelected));
});

test('tab marks several runs and enter adds them, in the order of marking', () => {
	const {state} = told(opened.state, 1, many(5, 1), 5);
	const [a, b, c] = idsOf(state);
	const marked = stateAfter(state, 'down tab');
	assert.deepEqual([[...(pickerOf(marked)?.marked ?? [])], pickerOf(marked)?.selected], [[b], c]);
	const submitted = play(marked, 'up up tab enter');
	assert.deepEqual(submitted.effects[0], {type: 'watch', ids: [b, a]});
	const {saved, view} = submitted.state;
	assert.deepEqual([view.overlay, view.prompt, view.selected], [null, null, b]);
	assert.deepEqual([...saved.watched], [b, a]);
});

test('without marks enter adds the selected run; a watched run is selected in the list instead', () => {
	const {state} = told(opened.state, 1, [older('watched', 0), older('other', 1)], 2);
	assert.deepEqual(play(state, 'down enter').effects[0], {type: 'watch', ids: ['other']});
	const {notice} = stateAfter(state, 'enter').view;
	assert.deepEqual(notice?.notice, {kind: 'added', count: 0, already: 1});
});

test('pasted ids are added, also before the list arrives and when it arrives meanwhile', () => {
	const ids = ['wfrun_314ff7d8b7a5beff1388', 'wfrun_9a1c000000000000000b'];
	const typing = stateAfter(opened.state, typed(ids.join('\n')));
	const {state} = told(typing, 1, [older(ids[1] ?? '', 3), ...many(5, 4)], 6);
	assert.deepEqual(idsOf(state), ids);
	assert.deepEqual(play(state, 'enter').effects[0], {type: 'watch', ids});
});

test('typed words and terms filter the list; only what looks like a whole id is added itself', () => {
	const long = '0123456789abcdef';
	const {state} = told(opened.state, 1, [older('a', 0, 'failed'), older('b', 1)], 2);

	for (const [text, rows, added] of [
		['FAILED', ['a'], ['a']],
		['文生 succ', ['b'], ['b']],
		['文生图 status:failed', ['a'], ['a']],
		['status:失败', ['a'], ['a']],
		['status:succeeded', ['b'], ['b']],
		['-status:failed', ['b'], ['b']],
		['文生图 status:canceled', [], null],
		['statsu:failed', [], null],
		['my-run', [], null],
		['wfrun_1 文生图', [], null],
		['wfrun_1', ['wfrun_1'], ['wfrun_1']],
		[long, [long], [long]],
		[`<wfrun_1>, "${long}"`, ['wfrun_1', long], ['wfrun_1', long]],
		['https://www.chenyu.cn/console/wfrun_1?tab=log', ['wfrun_1'], ['wfrun_1']],
	] as const) {
		const filtered = play(state, typed(text)).state;
		assert.deepEqual(idsOf(filtered), rows, text);
		const {state: after, effects} = play(filtered, 'enter');
		const wanted = added === null ? [] : [{type: 'watch', ids: added}];
		assert.deepEqual(effects.slice(0, 1), wanted, text);
		assert.equal(after.view.overlay === null, added !== null, 'it stays open if nothing is added');
		assert.deepEqual([...after.saved.watched], added ?? []);
	}
});

test('a match on a later page is selected', () => {
	const {state} = told(play(opened.state, typed('later')).state, 1, many(100, 1), 101);
	const read = told(state, 2, [older('later', 9999)], 101).state;
	assert.equal(pickerOf(read)?.selected, 'later');
});

test('a failure is shown and retried by a key only; after a rejected key no request is sent', () => {
	const failed = reduce(opened.state, {type: 'pageFailed', at: start, page: 1, problem: problem()});
	assert.deepEqual([failed.effects, pickerOf(failed.state)?.loading], [[], false]);
	assert.equal(pickerOf(failed.state)?.problem?.kind, 'http');
	const again = play(failed.state, 'down');
	assert.deepEqual(again.effects, [{type: 'loadListPage', page: 1}]);
	const problemOfKey = problem({kind: 'auth', httpStatus: 401, retriable: false});
	const denied = stateAfter(again.state, {type: 'denied', at: start, problem: problemOfKey});
	assert.equal(pickerOf(denied)?.loading, false);

	for (const keys of ['down', 'pagedown', 'tab', 'esc a']) {
		assert.deepEqual(play(denied, keys).effects, [], keys);
	}
});

test('esc restores the state, and a late page is ignored', () => {
	const left = stateAfter(opened.state, '"x" esc');
	assert.deepEqual(left.view, watching(['watched']).view);
	assert.equal(told(left, 1, many(5, 1), 5).state, left);
});

function told(state: State, page: number, orders: readonly RunOrder[], total: number): Transition {
	const response = {orders, count: orders.length, total};
	return reduce(state, {type: 'pageLoaded', at: start, page, response});
}

function idsOf(state: State): readonly string[] {
	const overlay = pickerOf(state);
	return overlay === null ? [] : pickerRows(state, overlay).map(listedRunId);
}

function pickerOf({view}: State) {
	return view.overlay?.kind === 'picker' ? view.overlay : null;
}

function older(id: string, minutesAgo: number, phase: Phase = 'succeeded'): RunOrder {
	const createdAt = start - minutesAgo * 60_000;
	return order(id, {title: name('文生图'), status: name(phase), phase, createdAt});
}

/** Orders of a page, the newest first; those of a later page are older. */
function many(count: number, page: number): readonly RunOrder[] {
	return Array.from({length: count}, (_, index) => older(`p${page} ${index}`, page * 1000 + index));
}
