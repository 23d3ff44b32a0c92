import assert from 'node:assert/strict';
import {test} from 'node:test';
import {shortIds} from '../../../source/features/runs/list.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {State} from '../../../source/store/state.ts';
import {stateAfter, watching} from '../../helpers/play.ts';
import {polled} from '../../helpers/values.ts';

test('ids are as short as uniqueness allows, and equally long', () => {
	const state = watching(['wfrun_314ff7d8', 'wfrun_314f0000', 'wfrun_9a1c2222', 'odd', 'wfrun_']);
	const short = shortIds(state.runs.values());
	assert.deepEqual(Object.fromEntries(short), {
		wfrun_314ff7d8: '314ff',
		wfrun_314f0000: '314f0',
		wfrun_9a1c2222: '9a1c2',
		odd: 'odd',
		wfrun_: 'wfrun',
	});
});

test('the list scrolls only as far as the selection needs, and never for a response', () => {
	const ids = Array.from({length: 50}, (_, index) => `run-${String(index).padStart(2, '0')}`);
	const down = (lines: number) => ({type: 'move', lines}) as const;
	const scrolled = stateAfter(watching(ids, {columns: 80, rows: 15}), down(30), down(-5));
	const rows = shown(scrolled);
	assert.equal(rows.includes('run-25'), true);
	assert.equal(rows.at(-1), 'run-30');
	assert.deepEqual(shown(stateAfter(scrolled, polled('run-00'), polled('run-49'))), rows);
	assert.deepEqual(shown(stateAfter(scrolled, 'k')), rows);
});

function shown(state: State): readonly string[] {
	return selectScreen(state).list.rows.map(row => row.run.id);
}
