import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {Size} from '../../../source/features/panes/state.ts';
import type {Command} from '../../../source/store/command.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {frame, paneLines, texts} from '../../helpers/draw.tsx';
import {readingLog} from '../../helpers/log.ts';
import {invoked, stateAfter} from '../../helpers/play.ts';
import {appearance} from '../../helpers/sample.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

const story: readonly LogEntry[] = [
	entry('execution started'),
	entry('KSampler step', 4, {nodeId: name('3'), step: {value: 5, max: 20, fraction: null}}),
	entry('显存不足，改用分块解码 🧩 since there is no room left for all of it', 70, {
		nodeId: name('VAEDecodeTiled'),
		level: name('warning'),
		severity: 'warn',
	}),
	entry('CUDA out of memory: tried to allocate 2.25 GiB', 71, {
		nodeId: name('12'),
		level: name('error'),
		severity: 'error',
	}),
];

/** Returns the state in which the log is zoomed to the whole screen and these commands were run. */
function reading(size: Size, commands: readonly Command[] = [], logs = story): State {
	return stateAfter(
		readingLog(logs, {ids: ['wfrun_aaaa1', 'wfrun_bbbb2'], size, fields: {startedAt: start}}),
		polled('wfrun_bbbb2', {startedAt: start}, [entry('another run', 30)]),
		...[{type: 'zoom'} as const, ...commands].map(command => invoked(command)),
	);
}

/** Returns the non-empty rows of the log's pane, its title first, without the frame and without trailing spaces. */
function rowsAt(size: Size, commands: readonly Command[] = []): readonly string[] {
	const model = selectScreen(reading(size, commands));
	const extent = {width: size.columns - 2, height: size.rows - 2};
	return texts(paneLines('log', model, extent, appearance())).filter(row => row !== '');
}

test('60 columns, wrapped: a message continues below itself, word by word', () => {
	assert.deepEqual(rowsAt({columns: 60, rows: 15}, [{type: 'wrap'}]).slice(3), [
		' 01:10 W VAEDecodeTiled 显存不足，改用分块解码 🧩 since',
		'                        there is no room left for all of',
		'                        it',
		'▸01:11 E n12 CUDA out of memory: tried to allocate 2.25',
		'             GiB',
	]);
});

test('120 columns: all runs as one, with the time since the start', () => {
	const all: readonly Command[] = [{type: 'all-logs'}, {type: 'time-mode'}];
	assert.deepEqual(rowsAt({columns: 120, rows: 40}, all), [
		'▸3 Log ─ follow ─ all runs ─ 5 lines ─ 1 error ─ since start',
		' aaaa   +00:00       execution started',
		' aaaa   +00:04   n3  KSampler step 5/20',
		' bbbb   +00:30       another run',
		' aaaa   +01:10 W VAEDecodeTiled 显存不足，改用分块解码 🧩 since there is no room left for all of it',
		'▸aaaa   +01:11 E n12 CUDA out of memory: tried to allocate 2.25 GiB',
	]);
});

test('whatever the size, the settings and the log, each frame fills its rows and cells (property)', () => {
	const listed = fc
		.record({
			message: fc.string({unit: 'grapheme', maxLength: 300}),
			node: fc.option(fc.string({unit: 'grapheme', maxLength: 30})),
			level: fc.constantFrom('info', 'warning', 'ERROR', 'très grave', ''),
			second: fc.nat(100_000),
		})
		.map(({message, node, level, second}) =>
			entry(message, second, {
				nodeId: node === null ? null : name(node),
				level: name(level),
				severity: level === 'ERROR' ? 'error' : 'info',
			}),
		);
	const command: fc.Arbitrary<Command> = fc.oneof(
		fc.constantFrom<Command>(
			{type: 'wrap'},
			{type: 'time-mode'},
			{type: 'all-logs'},
			{type: 'select-lines'},
			{type: 'least-level'},
			{type: 'one-node'},
			{type: 'zoom'},
			{type: 'enter'},
			{type: 'back'},
		),
		fc.integer({min: -9, max: 9}).map((lines): Command => ({type: 'move', lines})),
		fc.integer({min: 1, max: 60}).map((cells): Command => ({type: 'sideways', cells})),
	);
	fc.assert(
		fc.property(
			fc.record({columns: fc.integer({min: 1, max: 210}), rows: fc.integer({min: 1, max: 60})}),
			fc.array(listed, {maxLength: 30}),
			fc.array(command, {maxLength: 8}),
			fc.constantFrom('en' as const, 'zh' as const),
			(size, logs, commands, language) => {
				const model = selectScreen(reading(size, commands, logs));
				const drawn = frame(model, size, appearance(language));
				assert.equal(drawn.length, size.rows);
				assert.ok(drawn.every(row => cellWidth(row) === size.columns));
			},
		),
	);
});
