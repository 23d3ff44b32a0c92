import assert from 'node:assert/strict';
import test from 'node:test';
import {listedRunId, listedWatched} from '../../../source/core/listed-run.ts';
import type {Run} from '../../../source/core/run.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {filterRuns} from '../../../source/features/runs/filter.ts';
import {distinctInputs, inputText} from '../../../source/features/runs/inputs.ts';
import type {Action} from '../../../source/store/action.ts';
import {withView} from '../../../source/store/with-view.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {play, stateAfter, watching} from '../../helpers/play.ts';
import {screenModel} from '../../helpers/sample-model.ts';
import {orderLoaded} from '../../helpers/sample-state.ts';
import {appearance, run} from '../../helpers/sample.ts';
import {execution, name, polled, start} from '../../helpers/values.ts';

function runOf(id: string, workflow: string, inputs: Readonly<Record<string, string>>): Run {
	return run(id, {
		execution: execution({workflowId: name(workflow)}),
		inputs: Object.entries(inputs).map(([key, value]) => ({key: name(key), value: name(value)})),
	});
}

function shown(...runs: readonly Run[]): ReadonlyArray<readonly string[]> {
	const all = new Map(runs.map(each => [each.id, each]));
	return runs.map(each => distinctInputs(each, all));
}

test('a run shows the inputs in which it differs from others of its workflow, the prompt first', () => {
	const common = {n5_size: '768', n4_negative_text: 'blurry'};
	const a = runOf('a', 'wf', {...common, n3_seed: '1', n6_text: '雨夜\n霓虹'});
	const b = runOf('b', 'wf', {
		...common,
		n3_seed: '2',
		n6_text: '雪山',
		n7_image: 'https://h/in/a.png?sig=x',
	});
	const other = runOf('c', 'wf_2', {n3_seed: '1', n6_text: '雨夜'});
	assert.deepEqual(shown(a, b, other), [
		['雨夜⏎霓虹', '1'],
		['雪山', '2', 'a.png'],
		['雨夜', '1'],
	]);
	// If nothing differs, all are shown.
	assert.deepEqual(shown(a, {...a, id: 'd'})[0], ['雨夜⏎霓虹', '1', '768', 'blurry']);
	assert.deepEqual(shown({...a, inputs: null}, b)[0], []);
	assert.equal(inputText(a, 'n3_seed'), '1');
	assert.equal(inputText(a, 'n9'), null);
});

test('the label is first; where runs share a title, the inputs come before it', () => {
	const [a, b] = ['雨夜 霓虹', '雪山 日出'].map((text, index) => ({
		...runOf(`${index}`, 'wf', {n6_text: text}),
		title: foreignProse('Portraits'),
	}));
	assert.ok(a !== undefined && b !== undefined);
	const titles = (...runs: readonly Run[]) =>
		texts(paneLines('runs', screenModel(runs), {width: 48, height: 3}, appearance()))[1];
	assert.match(titles(a) ?? '', /Portraits · 雨夜 霓虹/);
	assert.match(titles(a, b) ?? '', /雨夜 霓虹 · Portraits/);
});

test('the filter finds inputs by `input:` and by a word', () => {
	const runs = [runOf('a', 'wf', {text: '雨夜 Neon'}), runOf('b', 'wf', {text: '雪山'}), run('c')];
	const found = (filter: string) =>
		filterRuns(
			runs.map(each => listedWatched(each, null)),
			withView(watching([]), {filter}),
		).map(listedRunId);
	assert.deepEqual([found('input:雨夜'), found('neon'), found('input:none')], [['a'], ['a'], []]);
});

test('on a screen, the first response asks for the inputs once; they stay until the end', () => {
	const asks = (...[state, ...steps]: Parameters<typeof play>) =>
		play(state, ...steps).effects.filter(({type}) => type === 'readInputs');
	const polls = [polled('a', {phase: 'running'}), polled('a', {phase: 'succeeded'})] as const;
	const read = {...orderLoaded, type: 'orderRead', at: start, id: 'a'} as Action;
	assert.deepEqual(asks(watching(['a']), polls[0], read, polls[1]), [
		{type: 'readInputs', ids: ['a']},
	]);
	const {runs} = stateAfter(watching(['a']), polls[0], read, polls[1]);
	assert.equal(runs.get('a')?.inputs?.length, 2);
	assert.deepEqual(asks(watching(['a'], {columns: 0, rows: 0}), ...polls), []);
});
