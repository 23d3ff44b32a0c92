import assert from 'node:assert/strict';
import test from 'node:test';
import type {Execution} from '../../../source/core/execution.ts';
import {titleText} from '../../../source/events/run-texts.ts';
import {recordsOf} from '../../../source/features/history/records.ts';
import {whatNeedsMe} from '../../../source/features/needs-me/index.ts';
import type {PaneName} from '../../../source/features/panes/layout.ts';
import {listedRuns} from '../../../source/features/runs/index.ts';
import {selectRunList} from '../../../source/features/runs/run-table.ts';
import {selectHeader} from '../../../source/features/screen-model.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {historyRun} from '../../helpers/sample-history.ts';
import {ids, sampleState} from '../../helpers/sample-state.ts';
import {appearance, money} from '../../helpers/sample.ts';
import {polled, profile, start} from '../../helpers/values.ts';

const size = {columns: 120, rows: 40};

/** What needs the user, such as `failed:wfrun_1`. */
function needs(state: State): readonly string[] {
	return whatNeedsMe(state).map(({kind, id}) => (id === null ? kind : `${kind}:${id}`));
}

/** A failure before this session. */
const endedBefore = {phase: 'failed', createdAt: start - 2, terminalAt: start - 1} as const;

/** A run that is seen running, and then has failed. */
function failing(id: string, at: number, change: Partial<Execution> = {}): readonly Action[] {
	const end = {phase: 'failed', terminalAt: at, totalCost: money('0.5'), ...change} as const;
	return [polled(id, change), polled(id, end, [], at)];
}

test('a failure needs the user until they look at it; a success and what had failed before never do', () => {
	const runs = watching(['ok', 'bad', 'old'], size);
	const ended = [polled('ok'), polled('ok', {phase: 'succeeded'}), ...failing('bad', start + 1)];
	const state = stateAfter(runs, ...ended, polled('old', endedBefore));
	assert.deepEqual(needs(state), ['failed:bad']);
	assert.deepEqual(needs(stateAfter(state, 'j')), []);
	const atOnce = {phase: 'failed', createdAt: start, terminalAt: start + 1} as const;
	assert.deepEqual(needs(stateAfter(watching(['at-once'], size), polled('at-once', atOnce))), [
		'failed:at-once',
	]);
	const {state: shown, effects} = play(state, '!');
	assert.deepEqual([needs(shown), shown.view.selected], [[], 'bad']);
	assert.ok(effects.some(effect => effect.type === 'markSeen' && effect.id === 'bad'));
	assert.deepEqual(shown.view.overlay, {kind: 'failure', id: 'bad', scrollTop: 0});
	assert.equal(stateAfter(shown, '!').view.notice?.notice.kind, 'nothing-needs-me');
});

test('a run that fails while it is selected and nobody is there needs the user until the next key', () => {
	const state = stateAfter(watching(['bad', 'other'], size), ...failing('bad', start + 1));
	const focus = (focused: boolean): Action => ({type: 'windowFocusChanged', at: start, focused});

	const zoomed = (pane: PaneName): State => ({
		...state,
		view: {...state.view, focus: pane, zoomed: true},
	});

	for (const [settles, from, ...steps] of [
		[false, state],
		// The key that leaves it shows the other one.
		[false, state, 'j'],
		[true, state, 'm'],
		[false, state, focus(false)],
		[true, state, focus(false), focus(true)],
		// A key settles it where its detail or its log is shown, and nowhere else.
		[false, zoomed('runs'), 'm'],
		[true, zoomed('detail'), 'm'],
		[true, zoomed('log'), 'm'],
		[false, zoomed('outputs'), 'm'],
		[false, state, '? j'],
		[true, state, '? j esc'],
	] as const) {
		assert.deepEqual(
			needs(stateAfter(from, ...steps)),
			settles ? [] : ['failed:bad'],
			JSON.stringify([from.view.focus, steps]),
		);
	}
});

test('a mark steps down to a failure without settling it', () => {
	const state = stateAfter(watching(['first', 'bad'], size), ...failing('bad', start + 1));
	const marked = stateAfter(state, 'space');
	assert.deepEqual([marked.view.selected, needs(marked)], ['bad', ['failed:bad']]);
	assert.deepEqual(needs(stateAfter(marked, 'm')), []);
});

test('a stalled run that was looked at needs the user again when it fails', () => {
	const state = sampleState(size);
	assert.deepEqual(needs(state), [`failed:${ids.failed}`, `stalled:${ids.stalled}`]);
	const seen = stateAfter(state, '! !');
	assert.deepEqual(needs(seen), []);
	assert.deepEqual([seen.view.selected, seen.view.focus], [ids.stalled, 'detail']);
	const failed = stateAfter(seen, '1 k', polled(ids.stalled, {phase: 'failed'}, [], state.now));
	assert.deepEqual(needs(failed), [`failed:${ids.stalled}`]);
});

test('a passed budget and a low balance need the user until the view of the money was open, and again after it was over', () => {
	const left = (prepaid: string): Action => ({
		type: 'balanceLoaded',
		at: start,
		balance: {prepaid: money(prepaid), cards: money('0')},
	});
	const state = {...watching(['run'], size), budget: money('1'), lowBalance: money('5')};
	const warned = stateAfter(state, polled('run', {totalCost: money('2')}), left('4'));
	assert.deepEqual(needs(warned), ['budget', 'low-balance']);
	const shown = stateAfter(warned, '!');
	assert.deepEqual([shown.view.overlay?.kind, needs(shown)], ['money', []]);
	assert.deepEqual(needs(stateAfter(shown, left('3'))), []);
	assert.deepEqual(needs(stateAfter(shown, left('9'), left('3'))), ['low-balance']);
});

test('a run that failed while nobody watched is in the list, and counts as looked at for good', () => {
	const absence = {since: start, ended: 2, failed: 2, spent: money('0')};
	const missed = ['gone', 'listed'].map((id, index) => ({
		run: historyRun(id, 3 - index, 'failed'),
		kept: null,
	}));
	const named = stateAfter(watching(['first', 'listed'], size), polled('listed', endedBefore));
	const discovery = {readSince: start, left: 0, failure: null, narrowedBy: null};
	const before = {...named, discovery};
	assert.deepEqual(needs(before), []);
	const action = {type: 'absenceKnown', at: start, absence, missed} as const;
	assert.deepEqual(needs(stateAfter(named, action)), ['failed:listed'], 'only the named runs');
	const known = stateAfter(before, action);
	assert.deepEqual(needs(known), ['failed:listed', 'failed:gone']);
	assert.equal(selectHeader(known).counts.failed, selectRunList(known).matching - 1);
	assert.equal(selectRunList(known).rows.filter(({isUnseen}) => isUnseen).length, 2);
	const removed = stateAfter(known, 'ctrl+a -');
	assert.deepEqual(needs(removed), []);
	assert.deepEqual(needs(stateAfter(removed, 'u')), []);
	assert.deepEqual(needs(stateAfter(removed, action)), []);
	const answeredLater = stateAfter(
		watching(['listed'], size),
		action,
		polled('listed', endedBefore),
	);
	assert.deepEqual(needs(answeredLater), ['failed:listed']);
	assert.deepEqual(needs(stateAfter(answeredLater, 'm', polled('listed', endedBefore))), []);
	const {state, effects} = play(known, '! !');
	assert.deepEqual(needs(state), []);
	const about = effects.filter(({type}) => type === 'markSeen');
	assert.equal(about.length, 2);
});

test('a failure that was not looked at is kept for the next session, but not without a screen', () => {
	const before = stateAfter(watching(['bad', 'other'], size), polled('bad'));
	const action = polled('bad', {phase: 'failed'}, [], start + 1);
	const after = stateAfter(before, action);
	const keptAsUnseen = (state: State) => recordsOf(action, state, before)[0]?.isUnseen;
	assert.equal(keptAsUnseen(after), true);
	assert.equal(keptAsUnseen(stateAfter(after, 'm')), false);
	assert.equal(keptAsUnseen({...after, view: {...after.view, hasScreen: false}}), false);
});

test('with is:needs-me, the run that is looked at stays until another is selected, and in the usual order for good', () => {
	const runs = stateAfter(
		watching(['ok', 'bad', 'worse'], size),
		...failing('bad', start + 1),
		...failing('worse', start + 2),
	);
	const list = (state: State) => listedRuns(state).map(({id}) => id);
	const filtered = {...runs, view: {...runs.view, filter: 'is:needs-me'}};
	assert.deepEqual(list(stateAfter(filtered, '!')), ['bad', 'worse']);
	assert.deepEqual(list(stateAfter(filtered, '! !')), ['worse']);
	const sorted = stateAfter(runs, {type: 'set', setting: 'sort', value: 'needs-me'}, '! esc');
	assert.deepEqual([sorted.view.selected, list(sorted)], ['worse', ['worse', 'bad', 'ok']]);
	const moved = stateAfter(sorted, 'j j');
	assert.deepEqual([moved.view.selected, list(moved)], ['ok', ['worse', 'bad', 'ok']]);
});

test('the header says when all is done as soon as one run can be forecast, and how many cannot', () => {
	const steady = ['x', 'y', 'z'].map(id => [id, profile(100, {longestIdleSec: 5})] as const);
	const {saved, ...watched} = watching(['a', 'b'], size);
	const runProfiles = new Map([['wf_1', new Map(steady)]]);
	const queued = {phase: 'queued', estimatedWaitSec: 60, queuePosition: 1} as const;
	const state = stateAfter(
		{...watched, saved: {...saved, runProfiles}},
		polled('a', {startedAt: start - 10_000}),
		polled('b', queued),
	);
	const unknown = polled('b', {...queued, estimatedWaitSec: null, queuePosition: null});
	const [aOver, bOver] = ['a', 'b'].map(id => polled(id, {phase: 'succeeded'}));
	assert.ok(aOver && bOver);

	for (const [steps, allDone] of [
		[[], {at: start + 180_000, unknown: 0}],
		[[unknown], {at: start + 120_000, unknown: 1}],
		[[unknown, bOver], {at: start + 120_000, unknown: 0}],
		[[unknown, aOver], null],
		[[aOver, bOver], null],
	] as const) {
		assert.deepEqual(selectHeader(stateAfter(state, ...steps)).allDone, allDone);
	}

	const {glyphs, messages} = appearance();
	const title = titleText(stateAfter(state, unknown), glyphs.phases, messages);
	assert.match(title, /^►1 ○1 all done ~[\d:]{5} \(1 unknown\) - chenyu-top$/);
});
