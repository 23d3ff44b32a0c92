import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {downloadId, type DownloadPhase} from '../../../../source/core/output/download.ts';
import type {Output} from '../../../../source/core/output/output.ts';
import {emptySavedState} from '../../../../source/core/saved-state.ts';
import {withoutQueries} from '../../../../source/core/text/without-secrets.ts';
import {selectDownloads} from '../../../../source/features/outputs/download/reduce.ts';
import {newLink, withLatest} from '../../../../source/features/outputs/download/requests.ts';
import type {Action} from '../../../../source/store/action.ts';
import {emptyRegistry} from '../../../../source/store/command-registry.ts';
import type {Effect} from '../../../../source/store/effect.ts';
import {initialState, type State} from '../../../../source/store/state.ts';
import {needsTime} from '../../../../source/store/ticker.ts';
import {added, invoked, play as playAll, stateAfter} from '../../../helpers/play.ts';
import {name, output, polled, start} from '../../../helpers/values.ts';

const id = 'wfrun_a';
const link = (signature: string, seconds = 7200) =>
	`https://cdn.example/a.png?expires=${start / 1000 + seconds}&signature=${signature}`;
const picture = (signature = 'one', seconds?: number) =>
	output('n9_images', link(signature, seconds));
const second = output('n10_images', 'https://cdn.example/b.png');
const words = {
	...output('n11_text', 'https://unused.example/'),
	address: null,
	kind: 'text' as const,
	value: name('words'),
};
const one = downloadId(id, 'n9_images');
const two = downloadId(id, 'n10_images');
const three = downloadId(id, 'n11_text');

const ownEffects = new Set(['download', 'stopDownload', 'leave']);

/** The state after some actions, and the effects that this feature causes. */
function play(from: State, ...actions: readonly Action[]) {
	const {state, effects} = playAll(from, ...actions);
	return {state, effects: effects.filter(({type}) => ownEffects.has(type))};
}

function begin({downloadAll = false} = {}): State {
	const beginning = {saved: emptySavedState, discovering: false, downloadAll};
	const blank = initialState({columns: 120, rows: 40}, start, emptyRegistry, beginning);
	return stateAfter(blank, added([id]));
}

/** The response in which the run has succeeded with `outputs`. */
function ended(outputs: readonly Output[], at = start): Action {
	return polled(id, {phase: 'succeeded', outputs}, [], at);
}

/** Returns `state` after its run has succeeded with `outputs` and the user has focused the outputs pane. */
function atOutputs(outputs = [picture(), second, words], state = begin()): State {
	return play(state, ended(outputs), invoked({type: 'focus', pane: 'outputs'})).state;
}

function report(download: string, phase: DownloadPhase): Action {
	return {type: 'downloadsUpdated', at: start, reports: [{id: download, phase}]};
}

const save = invoked({type: 'download', which: 'one'});
const saveAll = invoked({type: 'download', which: 'all'});
const stop = invoked({type: 'stop-download'});
const quit = invoked({type: 'quit'});
const path = {safe: name('~/a.png').safe, exact: '/home/me/a.png'};
const folder = name('~').safe;
const saved: DownloadPhase = {kind: 'done', path, folder, bytes: 3, isNew: true};
const gone: DownloadPhase = {kind: 'failed', why: {kind: 'gone', status: 403}};
const full: DownloadPhase = {kind: 'failed', why: {kind: 'full'}};
const running: DownloadPhase = {kind: 'running', bytes: 50, total: 200, rate: 10};

function notice(state: State): unknown {
	return state.view.notice?.notice;
}

function phaseOf(state: State, download: string): DownloadPhase | undefined {
	return state.downloads.get(download)?.phase;
}

function requestsIn(effects: readonly Effect[]) {
	return effects.flatMap(effect => (effect.type === 'download' ? effect.requests : []));
}

/** Keys of the requested outputs, in order. */
function ordered(effects: readonly Effect[]): readonly string[] {
	return requestsIn(effects).map(({output: {key}}) => key.exact);
}

suite('keys', () => {
	test('d requests the selected output', () => {
		const before = atOutputs();
		const {state, effects} = play(before, save);
		const [request, ...others] = requestsIn(effects);
		assert.deepEqual(others, []);
		assert.deepEqual(request, {
			id: one,
			run: before.runs.get(id),
			output: picture(),
			label: null,
			trustsLength: true,
		});
		assert.deepEqual(phaseOf(state, one), {kind: 'queued'});
		assert.deepEqual(notice(state), {kind: 'saving', count: 1, runs: 1, what: 'n9_images'});
	});

	test('d on an output that has changed since it was saved saves it as it is now (K9)', () => {
		const state = play(atOutputs(), save, report(one, saved)).state;
		const changed = ended([{...second, key: name('n9_images')}]);
		const [request] = requestsIn(play(state, changed, save).effects);
		assert.deepEqual([request?.output.address, request?.trustsLength], [second.address, false]);
	});

	test('D ends with one notice: counts of saved and failed outputs, and the folder', () => {
		for (const [phases, expected] of [
			[[saved, saved, saved], {kind: 'outputs-saved', saved: 3, known: 0, missing: 0, folder}],
			[[saved, full, saved], {kind: 'outputs-saved', saved: 2, known: 0, missing: 1, folder}],
			[[saved, saved, full], {kind: 'outputs-saved', saved: 2, known: 0, missing: 1, folder}],
			[[full, full, full], {kind: 'output-not-saved', what: 'n11_text', why: {kind: 'full'}}],
		] as const) {
			const reports = phases.map((phase, index) => report([one, two, three][index] ?? '', phase));
			const before = play(atOutputs(), saveAll, ...reports.slice(0, -1)).state;
			assert.doesNotMatch(JSON.stringify(notice(before)), /outputs-saved/);
			assert.deepEqual(notice(play(before, ...reports.slice(-1)).state), expected);
		}
	});

	test('D requests all outputs, texts too, that are neither saved nor being saved; then there are none', () => {
		const {state, effects} = play(atOutputs(), save, report(one, saved), saveAll);
		assert.deepEqual(ordered(effects), ['n9_images', 'n10_images', 'n11_text']);
		const last = effects.at(-1);
		assert.ok(last?.type === 'download');
		assert.deepEqual(last.requests[1]?.output, words);
		const more = play(state, saveAll);
		assert.deepEqual(more.effects, []);
		assert.deepEqual(notice(more.state), {kind: 'all-saved'});
	});

	test('without outputs there is nothing to save', () => {
		for (const key of [save, saveAll]) {
			assert.deepEqual(notice(play(atOutputs([]), key).state), {kind: 'nothing-to-save'});
		}
	});

	test('X only stops an active download', () => {
		const state = play(atOutputs(), save, report(one, running)).state;
		assert.deepEqual(play(state, stop).effects, [{type: 'stopDownload', id: one}]);
		const stopped = play(state, stop, report(one, {kind: 'canceled'})).state;
		assert.deepEqual(notice(stopped), {kind: 'saving-stopped', what: 'n9_images'});
		assert.deepEqual(notice(play(stopped, stop).state), {kind: 'nothing-to-stop'});
	});

	test('q warns of active downloads, and exits when pressed again', () => {
		const state = play(atOutputs(), saveAll, report(one, running)).state;
		const first = play(state, quit);
		assert.deepEqual(first.effects, []);
		assert.deepEqual(notice(first.state), {kind: 'downloads-under-way', count: 3});
		assert.deepEqual(play(first.state, quit).effects, [{type: 'leave', how: 'quit'}]);
		const {effects} = play(state, invoked({type: 'interrupt'}));
		assert.deepEqual(effects, [{type: 'leave', how: 'interrupt'}]);
		assert.deepEqual(play(atOutputs(), quit).effects, [{type: 'leave', how: 'quit'}]);
	});
});

test('a download needs ticks while active, and is summarized in the header', () => {
	const plain = atOutputs([{...second, key: name('n9_images')}, second, words]);
	const idle = {...plain, view: {...plain.view, notice: null}};
	assert.equal(needsTime(idle), false);
	assert.equal(selectDownloads(idle), null);
	const busy = play(idle, saveAll, report(one, running)).state;
	assert.equal(needsTime({...busy, view: {...busy.view, notice: null}}), true);
	assert.deepEqual(selectDownloads(busy), {underWay: 3, percent: null});
	const known = play(busy, report(three, saved), report(two, {...running, bytes: 100})).state;
	assert.deepEqual(selectDownloads(known), {underWay: 2, percent: 37.5});
});

test('in a recording an address without its signature is not tried', () => {
	const replay = {started: start, length: 1000, speed: 1, paused: false};
	const recorded = output('n9_images', withoutQueries(link('one')));
	const state = atOutputs([recorded, second], {...begin(), replay});
	const refused = play(state, save);
	assert.deepEqual(refused.effects, []);
	assert.deepEqual(notice(refused.state), {kind: 'no-signature', what: 'n9_images'});
	assert.deepEqual(ordered(play(state, saveAll).effects), ['n10_images']);
});

test('a download has the newest link to its file, and the link to another file only if its own is gone', () => {
	const {state, effects} = play(atOutputs(), save);
	const [request] = requestsIn(effects);
	assert.ok(request !== undefined);
	const other = {...second, key: name('n9_images')};
	const [same, resigned, changed] = [picture(), picture('two'), other].map(
		changes => play(state, ended([changes])).state,
	);
	assert.ok(same && resigned && changed);
	assert.deepEqual(withLatest(same, request).output, request.output);
	assert.equal(newLink(same, request, 'any'), null);
	const fresh = new URL(link('two'));
	assert.deepEqual(withLatest(resigned, request).output.address, fresh);
	assert.deepEqual(newLink(resigned, request, 'same-file'), fresh);
	assert.equal(withLatest(changed, request).output, request.output);
	assert.equal(newLink(changed, request, 'same-file'), null);
	assert.deepEqual(newLink(changed, request, 'any'), other.address);
});

suite('with --download', () => {
	const automatic = begin({downloadAll: true});

	test('every output is requested once when its run ends', () => {
		const going = play(automatic, polled(id, {outputs: [second]}));
		assert.deepEqual(ordered(going.effects), []);
		const finished = play(going.state, ended([picture(), second, words]));
		assert.deepEqual(ordered(finished.effects), ['n9_images', 'n10_images', 'n11_text']);
		const more = play(finished.state, ended([picture('two'), second, words], start + 2000));
		assert.deepEqual(ordered(more.effects), []);
	});

	test('also those of a run that failed or was canceled', () => {
		for (const phase of ['failed', 'canceled'] as const) {
			const {effects} = play(automatic, polled(id, {phase, outputs: [second]}));
			assert.deepEqual(ordered(effects), ['n10_images']);
		}
	});

	test('an output that expires within two minutes does not wait for the end of its run', () => {
		const outputs = [picture('soon', 119), {...picture('late', 121), key: name('late')}];
		const {effects} = play(automatic, polled(id, {outputs}));
		assert.deepEqual(ordered(effects), ['n9_images']);
	});

	test('an expired output is requested again when a response has a new link', () => {
		const {state, effects} = play(
			automatic,
			ended([picture()]),
			report(one, gone),
			ended([picture()], start + 1000),
			ended([picture('two')], start + 2000),
		);
		assert.deepEqual(ordered(effects), ['n9_images', 'n9_images']);
		assert.equal(phaseOf(state, one)?.kind, 'queued');
	});
});

test('without it nothing is requested automatically (F1)', () => {
	assert.deepEqual(play(begin(), ended([picture('soon', 5), second])).effects, []);
});

test('the record of a run is saved beside its own first output, when none of its downloads is active any more', () => {
	const options = {saved: emptySavedState, discovering: false};
	const saving = {template: null, savesRecord: true};
	const blank = initialState({columns: 120, rows: 40}, start, emptyRegistry, {...options, saving});
	const outputs = [picture(), second];
	const listed = stateAfter(
		blank,
		added([id, 'wfrun_b']),
		polled(id, {phase: 'succeeded', outputs: [picture()]}),
		polled('wfrun_b', {phase: 'succeeded', outputs}),
		invoked({type: 'focus', pane: 'runs'}),
		saveAll,
		invoked({type: 'move', lines: 1}),
		saveAll,
	);
	const savedAs = (file: string): DownloadPhase => ({...saved, path: name(file)});
	const records = (state: State, ...reports: ReadonlyArray<readonly [string, string, string]>) =>
		playAll(
			state,
			...reports.map(([run, key, file]) => report(downloadId(run, key), savedAs(file))),
		).effects.filter(({type}) => type === 'saveRunRecord');
	assert.deepEqual(
		records(
			listed,
			[id, 'n9_images', '/a/1.png'],
			['wfrun_b', 'n9_images', '/b/1.png'],
			['wfrun_b', 'n10_images', '/b/2.png'],
		),
		[
			{type: 'saveRunRecord', id, beside: '/a/1.png'},
			{type: 'saveRunRecord', id: 'wfrun_b', beside: '/b/1.png'},
		],
	);
});
