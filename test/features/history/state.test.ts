import assert from 'node:assert/strict';
import test from 'node:test';
import type {HistoryPage, HistoryRun} from '../../../source/core/history.ts';
import {emptyLog} from '../../../source/core/log/run-log.ts';
import {parseMoney} from '../../../source/core/money/money.ts';
import {watchedRuns} from '../../../source/core/run.ts';
import {cleanProse, foreignProse} from '../../../source/core/text/sanitize.ts';
import {watchOutcome} from '../../../source/events/outcome.ts';
import {parseHistoryQuery} from '../../../source/features/history/query.ts';
import {recordsOf, runRecord} from '../../../source/features/history/records.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Effect} from '../../../source/store/effects.ts';
import type {State} from '../../../source/store/state.ts';
import {textOf} from '../../../source/ui/line.ts';
import {overlayLines} from '../../helpers/draw.tsx';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {historyRun, historyState, keptResponse} from '../../helpers/sample-history.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {appearance, money, now} from '../../helpers/sample.ts';
import {execution, name, polled} from '../../helpers/values.ts';

const before = watching(['watched']);
const byEnd = {key: 'ended', descending: true};
const failure = {kind: 'not-saved', why: cleanProse('EIO')} as const;

function found(state: State, page: HistoryPage): State {
	return stateAfter(state, {type: 'historyFound', at: now, page});
}

/** Runs from the index `from`, the newest first. */
function many(count: number, from = 0): readonly HistoryRun[] {
	return Array.from({length: count}, (_, index) => historyRun(`r${from + index}`, from + index));
}

function opened(page: HistoryPage = {runs: many(200), count: 1204}): State {
	return found(stateAfter(before, 'H'), page);
}

function searches(effects: readonly Effect[]) {
	return effects.flatMap(effect => (effect.type === 'findRuns' ? [effect.query] : []));
}

function opens(effects: readonly Effect[]) {
	return effects.map(effect => effect.type === 'reopenRun' && effect.run.id.exact);
}

function listOf(state: State) {
	const {state: overlay, content} = shownOverlay(state, 'history');
	return {...overlay, ...content};
}

function selected({view}: State) {
	return view.overlay?.kind === 'history' ? view.overlay.selected : null;
}

function noticeOf({view}: State) {
	return view.notice?.notice;
}

test('the key opens the whole history with its newest run in focus, and closes it', () => {
	const {state, effects} = play(before, 'H');
	assert.deepEqual([state.view.overlay?.kind, state.view.prompt], ['history', null]);
	assert.deepEqual(searches(effects), [{limit: 200, sort: byEnd}]);
	const loaded = opened();
	const {count, rows} = listOf(loaded);
	assert.deepEqual([count, rows[0]?.isSelected], [1204, true]);

	for (const key of ['H', 'esc']) {
		assert.deepEqual(stateAfter(loaded, key).view, before.view);
	}
});

test('more runs are loaded as the selection nears the end, and the selection stays', () => {
	const near = play(opened(), {type: 'move', lines: 170});
	assert.deepEqual(searches(near.effects), [{limit: 200, offset: 200, sort: byEnd}]);
	// A run has ended meanwhile.
	const page = {runs: many(200, 199), count: 1205};
	const next = stateAfter(near.state, {type: 'historyFound', at: now, page, offset: 200});
	assert.equal(listOf(next).all.length, 399);
	assert.equal(selected(next), 'r170');
	const place = (state: State) => listOf(state).rows.findIndex(({isSelected}) => isSelected);
	assert.equal(place(next), place(near.state));
	assert.deepEqual(play(next, 'j').effects, []);
	const last = play(opened({runs: many(3), count: 3}), 'pagedown');
	assert.deepEqual([selected(last.state), last.effects], ['r2', []]);
	assert.equal(selected(stateAfter(last.state, 'pageup')), 'r0');
});

test('what is typed after / searches at once; enter keeps it, also until the next time, and esc takes it back', () => {
	const {state, effects} = play(opened(), 'j j j / "雨夜"');
	assert.deepEqual(searches(effects)[0]?.terms?.[0]?.conditions.words, ['雨夜']);
	const done = found(state, {runs: many(12, 4), count: 12});
	const {count, rows} = listOf(done);
	assert.deepEqual([count, rows[0]?.isSelected], [12, true]);
	assert.deepEqual(searches(play(done, 'esc').effects), [{limit: 200, sort: byEnd}]);
	const kept = stateAfter(done, 'enter');
	assert.deepEqual([kept.view.prompt, listOf(kept).filter], [null, '雨夜']);
	const closed = stateAfter(kept, 'esc');
	assert.equal(found(closed, {runs: many(1), count: 1}), closed);
	assert.equal(listOf(stateAfter(closed, 'H')).filter, '雨夜');
	const wrong = play(opened(), '/ "cost:>x" enter');
	const {invalidTerm} = parseHistoryQuery(listOf(wrong.state).filter, now);
	assert.deepEqual(invalidTerm, {field: 'cost', value: '>x'});
	assert.deepEqual(searches(wrong.effects)[0], {limit: 200, sort: byEnd});
});

test('enter opens the selected run, or the marked runs that the filter finds, and y copies their ids', () => {
	const marked = stateAfter(opened(), 'space space space');
	assert.equal(selected(marked), 'r3');
	assert.deepEqual(opens(play(opened(), 'enter').effects), ['r0']);
	const two = found(stateAfter(marked, '/ "x" enter'), {runs: many(2, 1), count: 2});
	const {state, effects} = play(two, 'enter');
	assert.equal(state.view.overlay, null);
	assert.deepEqual(opens(effects), ['r2', 'r1']);
	const [copy] = play(marked, 'y').effects;
	assert.equal(copy?.type === 'copy' && copy.text, 'r0\nr1\nr2');
	const all = stateAfter(opened({runs: many(5), count: 5}), 'ctrl+a');
	assert.equal(listOf(all).markedCount, 5);
});

test('s sorts by the next column, S reverses, also for the next time; = compares two marked runs', () => {
	const sorted = play(opened(), 'j s');
	assert.deepEqual(searches(sorted.effects)[0]?.sort, {key: 'cost', descending: true});
	const again = play(stateAfter(sorted.state, 'S esc'), 'H');
	assert.deepEqual(searches(again.effects)[0]?.sort, {key: 'cost', descending: false});
	assert.equal(noticeOf(stateAfter(opened(), 'ctrl+a ='))?.kind, 'not-two-marked');
	const {state, effects} = play(opened(), 'space space =');
	assert.equal(state.view.overlay?.kind, 'compare');
	assert.deepEqual(opens(effects), ['r0', 'r1']);
	assert.equal(listOf(stateAfter(state, 'esc')).markedCount, 2);
});

test('= compares one run with the last success of its workflow, which the history has', () => {
	const {state, effects} = play(opened(), '=');
	assert.deepEqual(effects.at(-1), {type: 'findSuccess', of: 'r0', workflowId: 'wf_portrait'});
	const none: Action = {type: 'successFound', at: now, of: 'r0', found: null};
	assert.equal(noticeOf(stateAfter(state, none))?.kind, 'no-other-success');
	const success = {run: historyRun('good', 9), kept: null};
	const compared = stateAfter(state, {...none, found: success});
	const {overlay} = compared.view;
	assert.deepEqual(overlay?.kind === 'compare' && overlay.ids, ['good', 'r0']);
	assert.ok(compared.runs.has('good'));
	const reopened = stateAfter(compared, {type: 'runReopened', at: now, ...success});
	const shown = {...reopened, view: {...reopened.view, selected: 'good'}};
	assert.ok(stateAfter(shown, 'i').runs.has('good'));
	assert.ok(stateAfter(shown, '?').runs.has('good'));
	const closed = play(stateAfter(shown, '? esc'), 'esc');
	assert.equal(closed.state.view.selected, before.view.selected);
	assert.deepEqual([...closed.state.runs.keys()], [...before.runs.keys()]);
	assert.ok(closed.effects.some(effect => effect.type === 'unwatch' && effect.id === 'good'));
});

test('a history that cannot be read is reported in the overlay and as a notice', () => {
	const failed: Action = {type: 'historyFailed', at: now, problem: failure};
	const state = stateAfter(before, 'H', failed);
	assert.deepEqual(listOf(state).problem, failure);
	assert.deepEqual(noticeOf(state), {kind: 'history-failed', problem: failure});
	assert.deepEqual(searches(play(state, 'j').effects), []);
	const again = found(stateAfter(state, '/ "x" enter'), {runs: many(1), count: 1});
	assert.equal(listOf(again).problem, null);
	// The start has already said more about the same file.
	const storage = {kind: 'storage', problem: failure} as const;
	const noticed = stateAfter(before, {type: 'noticeShown', at: now, notice: storage}, failed);
	assert.deepEqual(noticeOf(noticed), storage);
});

const run = historyRun('wfrun_old', 700, 'failed', {
	reason: foreignProse('Out of memory'),
	seconds: 60,
	totalCost: null,
});
const withAmount = {...run, finalAmount: money('0.09')};

function reopenedAction(kept: typeof keptResponse | null = keptResponse): Action {
	return {type: 'runReopened', at: now, run: withAmount, kept};
}

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
	assert.equal(stateAfter(state, '-').runs.has('wfrun_old'), false);
});

test('a reopened run is no part of the receipt and the exit code', () => {
	const {state} = play(before, reopenedAction());
	const outcomes = [before, state].map(each => watchOutcome(each, 'all'));
	assert.deepEqual(outcomes[1], outcomes[0]);
	assert.ok(state.runs.size > watchedRuns(state.runs).length);
});

test('a run that was never watched is shown with what the history knows of it', () => {
	const kept = stateAfter(before, reopenedAction(null)).runs.get('wfrun_old');
	assert.equal(kept?.execution?.phase, 'failed');
	assert.equal(kept?.execution?.error?.reason?.exact, 'Out of memory');
	assert.equal(kept?.execution?.totalCost, '0.09');
	assert.equal(kept?.execution?.terminalAt, run.endedAt);
	assert.equal(kept?.log.entries.length, 0);
});

test('what the history knows of a run is not recorded as a response of the service', () => {
	for (const kept of [null, keptResponse]) {
		const reopened = stateAfter(before, reopenedAction(kept));
		const workflow = {
			title: foreignProse('Another title'),
			outputKinds: new Map(),
			inputNames: new Map(),
		};
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

test('links of outputs that come from the history are not opened or requested', () => {
	const {state: reopened, effects} = play(before, reopenedAction(), '4');
	assert.ok(effects.every(({type}) => type !== 'loadFileMetadata'));

	for (const key of ['o', 'enter']) {
		const after = play(reopened, key);
		assert.deepEqual(after.effects, [], key);
		const missing = {kind: 'link-not-kept', what: name('n9_images.png').safe};
		assert.deepEqual(noticeOf(after.state), missing, key);
	}

	const {outputs} = keptResponse.execution;
	const fresh = play(reopened, polled('wfrun_old', {phase: 'failed', outputs}), 'o');
	assert.equal(fresh.effects.at(-1)?.type, 'open');
});

test('one line says what happened since the last visit; an open history shows it, and runs that end meanwhile', () => {
	const absence = {since: now - 3_600_000, ended: 6, failed: 1, spent: money('0.92')};
	const known: Action = {type: 'absenceKnown', at: now, absence, missed: []};
	const notice = {kind: 'since-last-visit', absence, now};
	assert.deepEqual(noticeOf(stateAfter(before, known)), notice);
	const nothing = {...absence, ended: 0, failed: 0};
	assert.equal(noticeOf(stateAfter(before, {...known, absence: nothing})), undefined);
	const running = stateAfter(opened(), polled('watched'));

	for (const [action, count] of [
		[polled('watched', {phase: 'succeeded'}), 1],
		[polled('watched'), 0],
		[known, 1],
	] as const) {
		assert.equal(searches(play(running, action).effects).length, count);
	}
});

test('a replay has no history', () => {
	const replay = {started: now, length: 1000, speed: 1, paused: false};
	const state = {...before, replay};

	const after = play(state, 'H');
	assert.deepEqual([noticeOf(after.state), after.effects], [{kind: 'no-history'}, []]);
	assert.equal(after.state.view.overlay, null);
});

test('a click selects the run in its row', () => {
	const state = {...opened(), view: {...opened().view, mouse: true}};
	const click = (row: number) =>
		selected(stateAfter(state, {type: 'clicked', at: now, column: 10, row}));
	// The screen's header, the title of the overlay and the header of the table are above the runs.
	assert.deepEqual([click(3), click(5), click(2), click(1)], ['r0', 'r2', 'r0', 'r0']);
});

test('what an unfinished run costs so far is not kept, because it would hide what is billed at its end', () => {
	const recordIn = (phase: 'running' | 'failed') =>
		runRecord({
			id: 'wfrun_1',
			title: null,
			execution: execution({phase, totalCost: parseMoney('0.5')}),
			log: emptyLog,
			polling: {respondedAt: 1},
		});
	assert.equal(recordIn('running').totalCost, undefined);
	assert.equal(recordIn('failed').totalCost, '0.5');
});

test('a run without a known end shows when it was created, and an unknown time as a sign', () => {
	const width = 80;
	const lines = overlayLines(
		shownOverlay(historyState({columns: width, rows: 24}), 'history'),
		{width, height: 6},
		appearance('en', {ascii: true}),
	);
	const row = lines.find(line => textOf(line).includes('Audiobook')) ?? [];
	assert.match(textOf(row), / ~\d\d-\d\d \d\d:\d\d +- /);
	assert.equal(row.find(({text}) => text.includes('~'))?.styleName, 'muted');
});
