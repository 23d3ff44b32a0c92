import assert from 'node:assert/strict';
import {test} from 'node:test';
import {badges} from '../../../source/features/runs/badges.ts';
import {textOf} from '../../../source/ui/line.ts';
import type {Unseen} from '../../../source/features/runs/state.ts';
import {paneLines, texts} from '../../helpers/draw.tsx';
import {runList, screenModel} from '../../helpers/sample-model.ts';
import {execution, appearance, now, run} from '../../helpers/sample.ts';

const all: Unseen = {errors: 2, outputs: 3, ended: true};

function drawn(unseen: Unseen, room: number, ascii = false): string {
	return textOf(badges(unseen, room, appearance('en', {ascii})));
}

test('unseen events have a sign and a number; if there is not enough room the least important are left out', () => {
	assert.equal(drawn(all, 20), '▲2 ● ◇3');
	assert.equal(drawn(all, 6), '▲2 ●');
	assert.equal(drawn(all, 3), '▲2');
	assert.equal(drawn(all, 1), '▲');
	assert.equal(drawn(all, 0), '');
	assert.equal(drawn({errors: 1234, outputs: 0, ended: false}, 20), '▲99+');
	assert.equal(drawn({errors: 0, outputs: 0, ended: false}, 20), '');
	assert.equal(drawn({errors: 0, outputs: 1, ended: true}, 3), '●');
	assert.equal(drawn(all, 20, true), 'E2 D O3');
});

test('in the list, badges are before the fields of the row', () => {
	const runs = [
		run('wfrun_1', {
			execution: execution('failed', {startedAt: now - 20_000, terminalAt: now - 1000}),
		}),
	];
	const list = runList(runs);
	const model = screenModel(runs, {
		list: {...list, rows: list.rows.map(row => ({...row, unseen: all}))},
	});
	assert.match(
		texts(paneLines('runs', model, {width: 52, height: 3}, appearance()))[1] ?? '',
		/▲2 ● ◇3 failed +00:19$/,
	);
	assert.match(
		texts(paneLines('runs', model, {width: 29, height: 3}, appearance()))[1] ?? '',
		/▲2 ● ◇3 failed$/,
	);
});
