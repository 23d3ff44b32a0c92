import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {Size} from '../../../source/features/panes/state.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {frame} from '../../helpers/draw.tsx';
import {readingLog} from '../../helpers/log.ts';
import {stateAfter, type Step} from '../../helpers/play.ts';
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

/** Returns the state in which the log is zoomed to the whole screen, after some keys. */
function reading(size: Size, logs: readonly LogEntry[], ...keys: readonly Step[]): State {
	return stateAfter(
		readingLog(logs, {ids: ['wfrun_aaaa1', 'wfrun_bbbb2'], size, fields: {startedAt: start}}),
		polled('wfrun_bbbb2', {startedAt: start}, [entry('another run', 30)]),
		'z',
		...keys,
	);
}

/** The rows of the screen between header and footer that are not empty, without the frame. */
function rowsAt(size: Size, keys: string): readonly string[] {
	return frame(selectScreen(reading(size, story, keys)), size)
		.slice(1, -1)
		.map(row => row.replace(/^│| *│$/g, ''))
		.filter(row => row !== '');
}

test('60 columns, wrapped: a message continues below itself, word by word', () => {
	assert.deepEqual(rowsAt({columns: 60, rows: 15}, 'w').slice(3), [
		' 01:10 W VAEDecodeTiled 显存不足，改用分块解码 🧩 since',
		'                        there is no room left for all of',
		'                        it',
		'▸01:11 E n12 CUDA out of memory: tried to allocate 2.25',
		'             GiB',
	]);
});

test('120 columns: all runs as one, with the time since the start', () => {
	const [title, ...rows] = rowsAt({columns: 120, rows: 40}, 'A t');
	assert.match(title ?? '', /▸3 Log ─ follow ─ all runs ─ 5 lines ─ 1 error ─ since start ─/);
	assert.deepEqual(rows, [
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
	const step = fc.oneof(
		fc.constantFrom('w', 't', 'A', 'V', 'L', '#', 'z', 'enter', 'esc'),
		fc.integer({min: -9, max: 9}).map(by => ({type: 'move', lines: by}) as const),
		fc.integer({min: 1, max: 60}).map(cells => ({type: 'sideways', cells}) as const),
	);
	fc.assert(
		fc.property(
			fc.record({columns: fc.integer({min: 1, max: 210}), rows: fc.integer({min: 1, max: 60})}),
			fc.array(listed, {maxLength: 30}),
			fc.array(step, {maxLength: 8}),
			fc.constantFrom('en' as const, 'zh' as const),
			(size, logs, steps, language) => {
				const model = selectScreen(reading(size, logs, ...steps));
				const drawn = frame(model, size, appearance(language));
				assert.equal(drawn.length, size.rows);
				assert.ok(drawn.every(row => cellWidth(row) === size.columns));
			},
		),
	);
});
