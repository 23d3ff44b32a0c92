import assert from 'node:assert/strict';
import test from 'node:test';
import type {HistoryPage, HistoryRun} from '../../../source/core/history.ts';
import {watchedRuns} from '../../../source/core/run.ts';
import {cleanProse, foreignProse} from '../../../source/core/text/sanitize.ts';
import {selectHistory} from '../../../source/features/history/list.ts';
import {recordsOf} from '../../../source/features/history/records.ts';
import {watchOutcome} from '../../../source/report/outcome.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Command} from '../../../source/store/command.ts';
import type {Effect} from '../../../source/store/effect.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import type {Transition} from '../../../source/store/transition.ts';
import {invoked, play, stateAfter, typed, watching} from '../../helpers/play.ts';
import {historyRun, keptResponse} from '../../helpers/sample-history.ts';
import {money, now} from '../../helpers/sample.ts';
import {name, polled, pollFailed, problem} from '../../helpers/values.ts';

const before = watching(['watched']);
const failure = {kind: 'not-saved', why: cleanProse('EIO')} as const;

function command(state: State, done: Command): Transition {
	return reduce(state, invoked(done, now));
}

function found(state: State, page: HistoryPage): State {
	return reduce(state, {type: 'historyFound', at: now, page}).state;
}

/** Runs from the index `from`, the newest first. */
function many(count: number, from = 0): readonly HistoryRun[] {
	return Array.from({length: count}, (_, index) => historyRun(`r${from + index}`, from + index));
}

function opened(page: HistoryPage = {runs: many(200), count: 1204}): State {
	return found(command(before, {type: 'history'}).state, page);
}

function searches(effects: readonly Effect[]) {
	return effects.flatMap(effect => (effect.type === 'findRuns' ? [effect] : []));
}

function noticeOf({view}: State) {
	return view.notice?.notice;
}

test('the key opens the whole history, and closes it', () => {
	const {state, effects} = command(before, {type: 'history'});
	assert.equal(state.view.overlay?.kind, 'history');
	assert.equal(state.view.prompt?.purpose, 'history');
	assert.deepEqual(searches(effects)[0]?.query, {limit: 200});
	const loaded = found(state, {runs: many(200), count: 1204});
	const model = selectHistory(loaded);
	assert.deepEqual([model?.count, model?.total, model?.rows[0]?.selected], [1204, 1204, true]);
	assert.deepEqual(command(loaded, {type: 'history'}).state.view, before.view);
	const closed = command(loaded, {type: 'back'}).state;
	assert.deepEqual([closed.view, closed.history.list], [before.view, null]);
});

test('more runs are loaded as the selection nears the end, and the selection stays', () => {
	const near = command(opened(), {type: 'move', lines: 170});
	assert.equal(searches(near.effects)[0]?.query.limit, 400);
	// A run has ended meanwhile.
	const runs = [historyRun('new', -1), ...many(399)];
	const next = found(near.state, {runs, count: 1205});
	assert.equal(next.history.list?.selected, 'r170');
	assert.equal(next.history.list?.topRun, near.state.history.list?.topRun);
	assert.deepEqual(command(next, {type: 'move', lines: 1}).effects, []);
	const last = command(opened({runs: many(3), count: 3}), {type: 'page', pages: 1});
	assert.deepEqual([last.state.history.list?.selected, last.effects], ['r2', []]);
	const top = command(last.state, {type: 'page', pages: -1}).state;
	assert.equal(top.history.list?.selected, 'r0');
});

test('typing searches at once, and selects the newest run that matches', () => {
	const moved = command(opened(), {type: 'move', lines: 5}).state;
	const {state, effects} = reduce(moved, typed('雨夜', now));
	assert.deepEqual(searches(effects)[0]?.query.clauses?.[0]?.[0]?.conditions.words, ['雨夜']);
	const done = found(state, {runs: many(12, 4), count: 12});
	const model = selectHistory(done);
	assert.deepEqual([model?.count, model?.total, model?.rows[0]?.selected], [12, 1204, true]);
	assert.equal(
		found(command(done, {type: 'back'}).state, {runs: many(1), count: 1}).history.list,
		null,
	);
});

test('a wrong term is named, and the list stays', () => {
	const {state, effects} = reduce(opened(), typed('cost:>x', now));
	assert.deepEqual(selectHistory(state)?.invalidTerm, {kind: 'wrong', field: 'cost', text: '>x'});
	assert.equal(selectHistory(state)?.rows.length, 24 - 2 - 1 - 2);
	assert.equal(searches(effects)[0]?.query.clauses, undefined);
});

test('a history that cannot be read is reported in the overlay and as a notice', () => {
	const {state} = command(before, {type: 'history'});
	const failed = reduce(state, {type: 'historyFailed', at: now, problem: failure}).state;
	assert.deepEqual(selectHistory(failed)?.problem, failure);
	assert.deepEqual(noticeOf(failed), {kind: 'history-failed', problem: failure});
	assert.deepEqual(searches(command(failed, {type: 'move', lines: 1}).effects), []);
	const again = found(reduce(failed, typed('x', now)).state, {runs: many(1), count: 1});
	assert.equal(selectHistory(again)?.problem, null);
	// The start has already said more about the same file.
	const storage = {kind: 'storage', problem: {...failure, kind: 'not-saved'}} as const;
	const noticed = stateAfter(
		before,
		{type: 'noticeShown', at: now, notice: storage},
		{type: 'historyFailed', at: now, problem: failure},
	);
	assert.deepEqual(noticeOf(noticed), storage);
});

const run = historyRun('wfrun_old', 700, 'failed', {
	reason: foreignProse('Out of memory'),
	seconds: 60,
	totalCost: null,
});
const withAmount = {...run, order: {...run.order, finalAmount: money('0.09')}};

function reopenedAction(kept: typeof keptResponse | null = keptResponse): Action {
	return {type: 'runReopened', at: now, run: withAmount, kept};
}

test('enter closes the overlay and opens the selected run', () => {
	const page = {runs: [historyRun('r0', 0), run], count: 2};
	const selected = command(opened(page), {type: 'move', lines: 1}).state;
	const {state, effects} = command(selected, {type: 'submit'});
	assert.deepEqual([state.view.overlay, state.view.prompt, state.history.list], [null, null, null]);
	assert.deepEqual(effects, [{type: 'reopenRun', run}]);
	const empty = opened({runs: [], count: 0});
	assert.equal(command(empty, {type: 'submit'}).state.history.list, empty.history.list);
});

test('a reopened run is in the list, selected, polled once, and not saved', () => {
	const {state, effects} = play(before, reopenedAction());
	assert.equal(state.view.selected, 'wfrun_old');
	const reopened = state.runs.get('wfrun_old');
	assert.equal(reopened?.title?.exact, '文生图 · 国风人像');
	assert.equal(reopened?.execution, keptResponse.execution);
	assert.equal(reopened?.log, keptResponse.log);
	assert.equal(reopened?.polling.respondedAt, null);
	assert.deepEqual(
		effects.filter(({type}) => type === 'watch'),
		[{type: 'watch', ids: ['wfrun_old']}],
	);
	assert.equal(state.saved, before.saved);
	assert.equal(state.sessionCost.spent, before.sessionCost.spent);

	const answered = stateAfter(state, polled('wfrun_old', {phase: 'failed'}, [], now));
	assert.equal(answered.runs.get('wfrun_old')?.log.entries.length, 0);
	assert.equal(answered.sessionCost.spent, before.sessionCost.spent);
	const dropped = command(state, {type: 'drop'});
	assert.equal(dropped.state.runs.has('wfrun_old'), false);
});

test('a reopened run is no part of the receipt and the exit code', () => {
	const {state} = play(before, reopenedAction());
	const outcomes = [before, state].map(each => watchOutcome(each, 'all'));
	assert.deepEqual(outcomes[1], outcomes[0]);
	assert.ok(state.runs.size > watchedRuns(state.runs).length);
});

test('a run that was never watched is shown with what the history knows of it', () => {
	const {execution, log} = stateAfter(before, reopenedAction(null)).runs.get('wfrun_old') ?? {};
	assert.equal(execution?.phase, 'failed');
	assert.equal(execution?.error?.reason?.exact, 'Out of memory');
	assert.equal(execution?.totalCost, '0.09');
	assert.equal(execution?.terminalAt, run.endedAt);
	assert.equal(log?.entries.length, 0);
});

test('what the history knows of a run is not recorded as a response of the service', () => {
	for (const kept of [null, keptResponse]) {
		const reopened = stateAfter(before, reopenedAction(kept));
		const workflow = {title: foreignProse('Another title'), outputKinds: new Map()};
		const workflowId = 'wf_861ef31e94dcfb10e6e7';
		const titled: Action = {type: 'workflowLoaded', at: now, workflowId, workflow};
		assert.deepEqual(recordsOf(titled, stateAfter(reopened, titled), reopened), []);
		const answer = polled('wfrun_old', {phase: 'failed', totalCost: money('0.08')});
		const [record] = recordsOf(answer, stateAfter(reopened, answer), reopened);
		assert.deepEqual([record?.id, record?.totalCost], ['wfrun_old', '0.08']);
	}
});

test('a run that is still in the list is only selected; a filter that hides it is cleared', () => {
	const listed = stateAfter(before, reopenedAction(), polled('wfrun_old', {phase: 'failed'}));
	const other = stateAfter(listed, {type: 'set', setting: 'filter', value: 'watched'});
	assert.equal(other.view.selected, 'watched');
	const {state, effects} = play(other, reopenedAction());
	assert.deepEqual([state.view.selected, state.view.filter], ['wfrun_old', '']);
	assert.equal(state.runs.get('wfrun_old'), listed.runs.get('wfrun_old'));
	assert.ok(effects.every(({type}) => type !== 'watch'));
});

test('links of outputs that come from the history are not opened, previewed, saved or requested', () => {
	const {state: reopened, effects} = play(before, reopenedAction(), {
		type: 'focus',
		pane: 'outputs',
	});
	assert.ok(effects.every(({type}) => type !== 'loadFileMetadata'));
	const keys: readonly Command[] = [
		{type: 'open'},
		{type: 'show'},
		{type: 'preview'},
		{type: 'download', which: 'one'},
		{type: 'download', which: 'all'},
	];

	for (const isForgotten of [false, true]) {
		const state = isForgotten
			? stateAfter(reopened, pollFailed('wfrun_old', {problem: problem({kind: 'not-found'})}))
			: reopened;

		for (const key of keys) {
			const after = command(state, key);
			assert.deepEqual(after.effects, [], key.type);
			assert.deepEqual(
				noticeOf(after.state),
				{kind: 'link-not-kept', what: name('n9_images').safe, isForgotten},
				key.type,
			);
		}
	}

	const {outputs} = keptResponse.execution;
	const fresh = stateAfter(reopened, polled('wfrun_old', {phase: 'failed', outputs}));
	assert.equal(command(fresh, {type: 'open'}).effects[0]?.type, 'open');
});

test('one line says what happened since the last visit', () => {
	const absence = {since: now - 3_600_000, ended: 6, failed: 1, spent: money('0.92')};
	const known = reduce(before, {type: 'absenceKnown', at: now, absence, missed: []}).state;
	assert.deepEqual(noticeOf(known), {kind: 'since-last-visit', absence, now});
	const nothing = {...absence, ended: 0, failed: 0};
	const quiet = reduce(before, {type: 'absenceKnown', at: now, absence: nothing, missed: []}).state;
	assert.equal(noticeOf(quiet), undefined);
	// An open history shows runs that end meanwhile.
	const running = stateAfter(opened(), polled('watched'));
	const ended = reduce(running, polled('watched', {phase: 'succeeded'}));
	assert.equal(searches(ended.effects).length, 1);
	assert.deepEqual(searches(reduce(running, polled('watched')).effects), []);
	// It also shows the marks of the failures.
	const {effects} = reduce(opened(), {type: 'absenceKnown', at: now, absence, missed: []});
	assert.equal(searches(effects)[0]?.query.limit, 200);
});

test('`sync` takes a period, shows its progress, and says at its end whether all is there', () => {
	const set = (value: string) => command(before, {type: 'set', setting: 'sync', value});
	const from = now - 30 * 86_400_000;
	assert.deepEqual(set('30d').effects, [{type: 'syncHistory', from}]);
	assert.deepEqual(set('12h').effects, [{type: 'syncHistory', from: now - 43_200_000}]);

	for (const value of ['x', '0d', '30']) {
		assert.equal(noticeOf(set(value).state)?.kind, 'no-period', value);
		assert.deepEqual(set(value).effects, []);
	}

	const steps = (isWhole: boolean): readonly Action[] => [
		{type: 'syncChanged', at: now, sync: {from, done: 0, total: null}},
		{type: 'readBackEnded', at: now, from, isWhole},
		{type: 'syncChanged', at: now, sync: {from, done: 0, total: 2}},
		{type: 'orderRead', at: now, id: 'a', info: null},
		{type: 'syncChanged', at: now, sync: {from, done: 1, total: 2}},
	];
	const half = stateAfter(opened(), ...steps(true));
	assert.deepEqual(selectHistory(half)?.sync, {from, done: 1, total: 2, isWhole: true, failed: 1});
	const {state, effects} = reduce(half, {type: 'syncChanged', at: now, sync: null});
	assert.deepEqual(noticeOf(state), {kind: 'sync-ended', from, runs: 1, failed: 1, isWhole: true});
	assert.equal(state.history.sync, null);
	assert.equal(searches(effects).length, 1);
	const cut = stateAfter(before, ...steps(false), {type: 'syncChanged', at: now, sync: null});
	const notice = noticeOf(cut);
	assert.equal(notice?.kind === 'sync-ended' && notice.isWhole, false);
	assert.equal(cut.history.list, null);
	const denied = stateAfter(half, {type: 'denied', at: now, problem: problem({kind: 'auth'})});
	assert.equal(denied.history.sync, null);
});

test('a replay has no history', () => {
	const replay = {started: now, length: 1000, speed: 1, paused: false};
	const state = {...before, replay};

	for (const key of [{type: 'history'}, {type: 'set', setting: 'sync', value: '30d'}] as const) {
		const after = command(state, key);
		assert.deepEqual([noticeOf(after.state), after.effects], [{kind: 'no-history'}, []]);
		assert.equal(after.state.view.overlay, null);
	}
});

test('a click selects the run in its row', () => {
	let state = {...opened(), view: {...opened().view, mouse: true}};
	const click = (row: number) =>
		stateAfter(state, {type: 'clicked', at: now, column: 10, row}).history.list?.selected;
	// The screen's header, the title of the overlay and the header of the table are above the runs.
	assert.deepEqual([click(3), click(5), click(2), click(1)], ['r0', 'r2', 'r0', 'r0']);
	state = command(state, {type: 'move', lines: 4}).state;
	assert.deepEqual([click(3), click(5)], ['r0', 'r2']);
});
