import assert from 'node:assert/strict';
import test from 'node:test';
import {cleanName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {unknownVariable} from '../../../source/features/own-commands/index.ts';
import type {Command} from '../../../source/store/command.ts';
import type {Effect} from '../../../source/store/effects.ts';
import {play, stateAfter} from '../../helpers/play.ts';
import {ids, sampleState} from '../../helpers/sample-state.ts';

const size = {columns: 120, rows: 40};

function own(confirm: boolean, ...argv: readonly string[]): Command {
	return {type: 'own-command', name: cleanName('again'), argv, confirm};
}

/** The arguments of each call that an action starts. */
function callsOf(effects: readonly Effect[]): readonly (readonly string[])[] {
	return effects.flatMap(effect =>
		effect.type === 'runOwnCommand' ? effect.batch.calls.map(({argv}) => argv) : [],
	);
}

test('variables are replaced in arguments and set in the environment; others stay', () => {
	const sample = sampleState(size);
	const id = sample.view.selected ?? '';
	const labels = new Map([[id, foreignProse('夜 3')]]);
	const state = {...sample, saved: {...sample.saved, labels}};
	const argv = [
		'x',
		'--id=${CHENYU_RUN_ID}',
		'$HOME `id`',
		'$CHENYU_RUN_STATUS$CHENYU_OUTPUT_PATH',
	];
	const {effects} = play(state, own(false, ...argv));
	assert.deepEqual(callsOf(effects), [
		['x', `--id=${id}`, '$HOME `id`', String(state.runs.get(id)?.execution?.status.exact)],
	]);
	const effect = effects.find(one => one.type === 'runOwnCommand');
	assert.equal(effect?.batch.calls[0]?.variables['CHENYU_RUN_ID'], id);
	assert.equal(effect.batch.calls[0].variables['CHENYU_PROFILE'], 'studio');
	assert.equal(effect.batch.calls[0].variables['CHENYU_RUN_LABEL'], '夜 3');
	assert.equal(unknownVariable(argv), null);
	assert.equal(unknownVariable(['a', '$CHENYU_RUN_IDS']), 'CHENYU_RUN_IDS');
	assert.equal(unknownVariable(['${CHENYU_API_KEY}']), 'CHENYU_API_KEY');
});

test('a command is for the marked runs in sight, after a question if it is wanted', () => {
	const state = sampleState(size);
	const marked = new Set([ids.failed, ids.done, ids.queued]);
	const all = {...state, view: {...state.view, marked}};
	const filtered = {...all, view: {...all.view, filter: 'status:failed'}};
	const asked = play(filtered, own(true, 'again', '$CHENYU_RUN_ID'));
	assert.deepEqual(callsOf(asked.effects), []);
	assert.equal(asked.state.view.prompt?.purpose, 'confirm');

	for (const [answer, calls] of [
		['y', [['again', ids.failed]]],
		['enter', [['again', ids.failed]]],
		['n', []],
		['"yes"', []],
		['esc', []],
	] as const) {
		const {state: after, effects} = play(asked.state, answer);
		assert.deepEqual([after.view.prompt, callsOf(effects)], [null, calls], answer);
	}

	const {effects} = play(all, own(false, 'again', '$CHENYU_RUN_ID'));
	assert.deepEqual(new Set(callsOf(effects).map(([, id]) => id)), marked);
	assert.equal(callsOf(play(stateAfter(all, '4'), own(false, 'x')).effects).length, 1);
});

test('without a run there is a notice instead', () => {
	const {state, effects} = play({...sampleState(size), runs: new Map()}, own(true, 'again'));
	assert.deepEqual([state.view.notice?.notice.kind, callsOf(effects)], ['no-run-selected', []]);
});
