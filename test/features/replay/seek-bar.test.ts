import assert from 'node:assert/strict';
import test from 'node:test';
import type {ReplayModel} from '../../../source/store/selectors.ts';
import {frame} from '../../helpers/draw.tsx';
import {everyRun} from '../../helpers/every-run.ts';
import {screenModel} from '../../helpers/sample-model.ts';
import {appearance, problem} from '../../helpers/sample.ts';

const hour = 3_600_000;

function header(
	columns: number,
	replay: Partial<ReplayModel> = {},
	parts: Partial<ReturnType<typeof screenModel>['header']> = {},
): string {
	const model = screenModel(everyRun());
	const scrubbed: ReplayModel = {
		position: 31_000,
		length: 130_000,
		speed: 1,
		paused: false,
		...replay,
	};
	const lines = frame(
		{...model, header: {...model.header, ...parts, replay: scrubbed}},
		{columns, rows: 12},
		appearance('en'),
	);
	return lines[0] ?? '';
}

const narrow = Array.from({length: 41}, (_, index) => 20 + index);

test('every narrow screen shows the position of a replay of any length', () => {
	for (const columns of narrow) {
		assert.match(header(columns), /^ 00:31\/02:10 /, String(columns));
		const long = header(columns, {position: 11 * hour, length: 30 * hour, paused: true});
		assert.match(long, columns < 24 ? /^ 11:00:00 {2}/ : /^ 11:00:00\/30:00:00 /, String(columns));
		assert.equal(long.length, columns);
	}
});

test('warnings precede the position and are cut if there is no room', () => {
	const denied = problem({kind: 'auth', httpStatus: 401});
	assert.equal(header(20, {}, {denied}), ' key refused,…      ');

	for (const columns of narrow) {
		assert.match(header(columns, {}, {denied}), /key refus/, String(columns));
	}
});

test('from 70 columns there is a bar; a wide screen also counts the runs', () => {
	assert.match(header(70), /^ replay 00:31 ━━╸─{9} 02:10 {2}►2 ○1/);
	assert.match(header(110), /^ chenyu-top {2}replay 00:31 ━{5}╸─{18} 02:10 {2}►2 ○1/);
	assert.match(header(70, {speed: Infinity, paused: true}), / stopped 00:31 .* 02:10 /);
});
