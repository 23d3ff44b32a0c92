import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {downloadId, type DownloadPhase} from '../../../../source/core/output/download.ts';
import {newLink} from '../../../../source/core/output/output-address.ts';
import type {Output} from '../../../../source/core/output/output.ts';
import {initialState, needsTime} from '../../../../source/features/index.ts';
import {
	activeDownloads,
	isNameLoading,
	savingProgress,
} from '../../../../source/features/outputs/download/reduce.ts';
import type {Action} from '../../../../source/store/action.ts';
import type {Effect} from '../../../../source/store/effects.ts';
import type {State} from '../../../../source/store/state.ts';
import {added, play as playAll, stateAfter, type Step} from '../../../helpers/play.ts';
import {name, output, polled, problem, start} from '../../../helpers/values.ts';

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

const ownEffects = new Set(['download', 'stopDownloads', 'leave']);

/** The state after some actions, and the effects that this feature causes. */
function play(from: State, ...steps: readonly Step[]) {
	const {state, effects} = playAll(from, ...steps);
	return {state, effects: effects.filter(({type}) => ownEffects.has(type))};
}

function begin({downloadAll = false} = {}): State {
	const blank = initialState({size: {columns: 120, rows: 40}, downloadAll}, start);
	return stateAfter(blank, added([id]));
}

/** The response in which the run has succeeded with `outputs`. */
function ended(outputs: readonly Output[], at = start): Action {
	return polled(id, {phase: 'succeeded', outputs}, [], at);
}

/** Returns `state` after its run has succeeded with `outputs` and the user has focused the outputs pane. */
function atOutputs(outputs = [picture(), second, words], state = begin()): State {
	return play(state, ended(outputs), '4').state;
}

function report(download: string, phase: DownloadPhase): Action {
	return {type: 'downloadUpdated', at: start, id: download, phase};
}

const path = {safe: name('~/a.png').safe, exact: '/home/me/a.png'};
const folder = name('~').safe;
const saved: DownloadPhase = {kind: 'done', path, folder, bytes: 3, isNew: true};
const why = {kind: 'incomplete'} as const;
const failed: DownloadPhase = {kind: 'failed', why};
const running: DownloadPhase = {kind: 'running', bytes: 50, total: 200, since: start, why: null};

function notice(state: State): unknown {
	return state.view.notice?.notice;
}

function phaseOf(state: State, download: string): DownloadPhase | undefined {
	return state.downloads.get(download)?.phase;
}

function requestsIn(effects: readonly Effect[]) {
	return effects.flatMap(effect => (effect.type === 'download' ? effect.outputs : []));
}

/** Keys of the requested outputs, in order. */
function ordered(effects: readonly Effect[]): readonly string[] {
	return requestsIn(effects).map(({output: {key}}) => key.exact);
}

suite('keys', () => {
	test('d requests the selected output', () => {
		const before = atOutputs();
		const {state, effects} = play(before, 'd');
		const run = before.runs.get(id);
		assert.deepEqual(requestsIn(effects), [{run, output: picture()}]);
		assert.deepEqual(phaseOf(state, one), {kind: 'queued'});
		assert.deepEqual(savingProgress(state), {number: 1, count: 1, bytes: 0});
	});

	test('d on an output that has changed since it was saved saves it as it is now', () => {
		const state = play(atOutputs(), 'd', report(one, saved)).state;
		const changed = ended([{...second, key: name('n9_images')}]);
		const [request] = requestsIn(play(state, changed, 'd').effects);
		assert.deepEqual(request?.output.address, second.address);
	});

	const counts = {kind: 'outputs-saved', known: 0, without: 0, folder} as const;

	test('D ends with one notice: counts of saved and failed outputs, and the folder', () => {
		for (const [phases, expected] of [
			[[saved, saved, saved], {...counts, saved: 3, failed: 0}],
			[[saved, failed, saved], {...counts, saved: 2, failed: 1}],
			[[saved, saved, failed], {...counts, saved: 2, failed: 1}],
			[[failed, failed, failed], {kind: 'output-not-saved', what: 'n11_text', why}],
		] as const) {
			const reports = phases.map((phase, index) => report([one, two, three][index] ?? '', phase));
			const before = play(atOutputs(), 'D', ...reports.slice(0, -1)).state;
			assert.doesNotMatch(JSON.stringify(notice(before) ?? null), /outputs-saved/);
			assert.deepEqual(notice(play(before, ...reports.slice(-1)).state), expected);
		}
	});

	test('D requests all outputs, texts too, that are neither saved nor being saved; then there are none', () => {
		const {state, effects} = play(atOutputs(), 'd', report(one, saved), 'D');
		assert.deepEqual(ordered(effects), ['n9_images', 'n10_images', 'n11_text']);
		const last = effects.at(-1);
		assert.ok(last?.type === 'download');
		assert.deepEqual(last.outputs[1]?.output, words);
		const more = play(state, 'D');
		assert.deepEqual(more.effects, []);
		assert.deepEqual(notice(more.state), {kind: 'all-saved'});
		assert.deepEqual(notice(play(atOutputs([]), 'd').state), {kind: 'nothing-to-save'});
	});

	test('X stops what is being saved', () => {
		const state = play(atOutputs(), 'd', report(one, running)).state;
		assert.deepEqual(play(state, 'X').effects, [{type: 'stopDownloads'}]);
		const stopped = play(state, 'X', report(one, {kind: 'canceled'})).state;
		assert.deepEqual(notice(play(stopped, 'X').state), {kind: 'nothing-to-stop'});
	});
});

test('a download needs ticks while active, and is counted in the header', () => {
	const plain = atOutputs([{...second, key: name('n9_images')}, second, words]);
	const idle = {...plain, view: {...plain.view, notice: null}};
	assert.equal(needsTime(idle), false);
	const busy = play(idle, 'D', report(one, running), report(two, saved)).state;
	assert.equal(needsTime({...busy, view: {...busy.view, notice: null}}), true);
	assert.equal(activeDownloads(busy).size, 2);
});

test('a download waits for the title and the inputs that its name contains', () => {
	const workflowId = name('wf_1');
	const unknown = polled(id, {phase: 'succeeded', outputs: [second], workflowId});

	for (const [downloadName, isWaiting] of [
		[null, false],
		['{key}', false],
		['{title}', true],
		['{input.seed}', true],
	] as const) {
		const {state, effects} = play({...begin(), downloadName}, unknown, '4 d');
		const [request] = requestsIn(effects);
		assert.ok(request !== undefined);
		assert.equal(isNameLoading(state, request), isWaiting, downloadName ?? '');
		const workflow = {title: null, outputKinds: new Map(), inputNames: new Map()};
		const known = play(
			state,
			{type: 'workflowLoaded', at: start, workflowId: 'wf_1', workflow},
			{type: 'orderFailed', at: start, id, problem: problem()},
		).state;
		assert.equal(isNameLoading(known, request), false);
	}
});

test('the newest link is one that is not that of the request', () => {
	assert.equal(newLink([second, picture()], picture()), null);
	assert.equal(newLink([second], picture()), null);
	assert.deepEqual(newLink([second, picture('two')], picture()), new URL(link('two')));
});

test('with --download every output is requested once when its run ends, without it none', () => {
	const outputs = [picture(), second, words];

	for (const [downloadAll, keys] of [
		[true, ['n9_images', 'n10_images', 'n11_text']],
		[false, []],
	] as const) {
		const going = play(begin({downloadAll}), polled(id, {outputs: [second]}));
		const finished = play(going.state, ended(outputs));
		const more = play(finished.state, ended([picture('two'), second, words], start + 2000));
		assert.deepEqual(
			[going, finished, more].map(({effects}) => ordered(effects)),
			[[], keys, []],
		);
	}
});
