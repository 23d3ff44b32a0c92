import assert from 'node:assert/strict';
import test from 'node:test';
import type {ReplayModel, ScreenModel} from '../../../source/store/selectors.ts';
import {frame} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {screenModel} from '../../helpers/sample-model.ts';
import {appearance, problem} from '../../helpers/sample.ts';

const hour = 3_600_000;

function headerLine(
	columns: number,
	replay: Partial<ReplayModel> = {},
	parts: Partial<ScreenModel['header']> = {},
): string {
	const model = screenModel(everyRun());
	const scrubbed = {position: 31_000, length: 130_000, speed: 1, paused: false, ...replay};
	const header = {...model.header, ...parts, replay: scrubbed};
	const [line = ''] = frame({...model, header}, {columns, rows: 12}, appearance());
	return line;
}

const narrow = Array.from({length: 41}, (_, index) => 20 + index);

test('every narrow screen shows the position of a replay of any length', () => {
	for (const columns of narrow) {
		assert.match(headerLine(columns), /^ 00:31\/02:10 /, String(columns));
		const long = headerLine(columns, {position: 11 * hour, length: 30 * hour, paused: true});
		assert.match(long, columns < 24 ? /^ 11:00:00 {2}/ : /^ 11:00:00\/30:00:00 /, String(columns));
		assert.equal(long.length, columns);
	}
});

test('warnings precede the position and are cut if there is no room', () => {
	const denied = problem({kind: 'auth', httpStatus: 401});
	assert.equal(headerLine(20, {}, {denied}), ' key refused,…      ');

	for (const columns of narrow) {
		assert.match(headerLine(columns, {}, {denied}), /key refus/, String(columns));
	}
});

test('from 70 columns there is a bar; a wide screen also counts the runs', () => {
	assert.match(headerLine(70), /^ replay 00:31 ━━╸─{9} 02:10 {2}►2 ○1/);
	assert.match(headerLine(110), /^ replay 00:31 ━{5}╸─{18} 02:10 {2}►2 ○1/);
	assert.match(headerLine(70, {speed: Infinity, paused: true}), / stopped 00:31 .* 02:10 /);
});
