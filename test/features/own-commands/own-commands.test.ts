import assert from 'node:assert/strict';
import test from 'node:test';
import {cleanName, foreignProse} from '../../../source/core/text/sanitize.ts';
import {unknownVariable} from '../../../source/features/own-commands/index.ts';
import type {Command} from '../../../source/store/command.ts';
import type {Effect} from '../../../source/store/effect.ts';
import {reduce} from '../../../source/store/reducer.ts';
import type {State} from '../../../source/store/state.ts';
import {invoked} from '../../helpers/play.ts';
import {ids, sampleState} from '../../helpers/sample-state.ts';
import {now} from '../../helpers/sample.ts';

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

function typed(state: State, text: string) {
	return reduce(state, {type: 'typed', at: now, text});
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
	const {effects} = reduce(state, invoked(own(false, ...argv), now));
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
	const marked = {
		...state,
		view: {...state.view, marked: new Set([ids.failed, ids.done, ids.queued])},
	};
	const filtered = {...marked, view: {...marked.view, filter: 'status:failed'}};
	const command = own(true, 'again', '$CHENYU_RUN_ID');
	const asked = reduce(filtered, invoked(command, now));
	assert.deepEqual(callsOf(asked.effects), []);
	assert.equal(asked.state.view.prompt?.purpose, 'confirm');
	assert.deepEqual(callsOf(typed(asked.state, 'y').effects), [['again', ids.failed]]);
	const entered = reduce(asked.state, invoked({type: 'submit'}, now));
	assert.deepEqual(callsOf(entered.effects), [['again', ids.failed]]);
	assert.equal(entered.state.view.prompt, null);

	for (const {state: after, effects} of [
		typed(asked.state, 'n'),
		typed(asked.state, 'yes'),
		reduce(asked.state, invoked({type: 'back'}, now)),
	]) {
		assert.deepEqual([after.view.prompt, callsOf(effects)], [null, []]);
	}

	const all = {...marked, view: {...marked.view, filter: ''}};
	const {effects} = reduce(all, invoked(own(false, 'again', '$CHENYU_RUN_ID'), now));
	assert.deepEqual(new Set(callsOf(effects).map(([, id]) => id)), marked.view.marked);
	const inOutputs = {...all, view: {...all.view, focus: 'outputs' as const}};
	assert.equal(callsOf(reduce(inOutputs, invoked(own(false, 'x'), now)).effects).length, 1);
});

test('without a run there is a notice instead', () => {
	const {state, effects} = reduce(
		{...sampleState(size), runs: new Map()},
		invoked(own(true, 'again'), now),
	);
	assert.deepEqual([state.view.notice?.notice.kind, callsOf(effects)], ['no-run-selected', []]);
});
