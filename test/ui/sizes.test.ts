import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {wordsOf} from '../../source/features/keymap.ts';
import {layout} from '../../source/features/panes/layout.ts';
import {paneNames, type Size} from '../../source/features/panes/state.ts';
import type {Command} from '../../source/store/command.ts';
import type {State} from '../../source/store/state.ts';
import {cellWidth} from '../../source/terminal/width.ts';
import {stateAfter} from '../helpers/play.ts';
import {sampleAfter, sampleState} from '../helpers/sample-state.ts';
import {now} from '../helpers/sample.ts';
import {limitedService, reachableService, unreachableService} from '../helpers/service-states.ts';
import {draw, languages} from './snapshots.ts';

const anySize = fc.record({
	columns: fc.integer({min: 20, max: 300}),
	rows: fc.integer({min: 5, max: 100}),
});

const overlays: readonly Command['type'][] = [
	'help',
	'palette',
	'add',
	'money',
	'status',
	'order',
	'failure',
	'history',
	'messages',
	'compare',
];

/** Marks two runs. */
const toMarks: readonly Command[] = [
	{type: 'focus', pane: 'runs'},
	{type: 'jump', to: 'start'},
	{type: 'mark'},
	{type: 'move', lines: 2},
	{type: 'mark'},
];

/** The start of the selected run's short id. */
const shortId = /▸\S+ ?(314f|9a1c|77e0|c02d|e41b|dd11|0bad|f00d)/;

test('from 20×5 to 300×100 every row is exactly as wide as the screen', () => {
	fc.assert(
		fc.property(
			anySize,
			fc.record({
				focus: fc.constantFrom(...paneNames),
				zoom: fc.boolean(),
				down: fc.nat(9),
				overlay: fc.option(fc.constantFrom(...overlays)),
				service: fc.constantFrom(reachableService, limitedService, unreachableService),
				timeline: fc.boolean(),
				ascii: fc.boolean(),
				language: fc.constantFrom(...languages),
			}),
			(size, {focus, zoom, down, overlay, service, timeline, ascii, language}) => {
				const sample = sampleAfter(
					size,
					{type: 'move', lines: down},
					{type: 'focus', pane: focus},
					...(zoom ? [{type: 'zoom'} as const] : []),
					...(timeline ? [{type: 'timeline'} as const] : []),
					...(overlay === 'compare' ? toMarks : []),
					...(overlay === null ? [] : [{type: overlay} as Command]),
				);
				const state = stateAfter(sample, {type: 'serviceChanged', at: now, service});
				const lines = draw(state, language, ascii);
				assert.equal(lines.length, size.rows);

				for (const line of lines) {
					assert.equal(cellWidth(line), size.columns, `|${line}|`);
				}

				// A replacement for half of a wide character.
				assert.ok(!lines.some(line => line.includes('\uFFFD')));
			},
		),
		{numRuns: 200},
	);
});

test('the selected run is always visible, with its whole row in the list', () => {
	fc.assert(
		fc.property(anySize, fc.nat(9), fc.boolean(), (size, down, jumps) => {
			const moved = sampleAfter(size, {type: 'move', lines: down});
			const state = jumps
				? stateAfter(moved, {type: 'resized', at: now, columns: 20, rows: 5})
				: moved;
			const again = stateAfter(state, {type: 'resized', at: now, ...size});
			const rows = listRows(again);
			assert.equal(rows.filter(row => shortId.test(row)).length, 1, rows.join('\n'));
		}),
		{numRuns: 150},
	);
});

test('every size shows a key in the footer and a run state in the header', () => {
	for (const size of everyFewSizes()) {
		for (const language of languages) {
			const lines = draw(sampleState(size), language);
			assert.match(lines.at(-1) ?? '', new RegExp(`\\? ${wordsOf('help', language).short}`));
			assert.match(lines[0] ?? '', /[►‖]/);
		}
	}
});

function* everyFewSizes(): Iterable<Size> {
	for (let columns = 20; columns <= 300; columns += 7) {
		for (const rows of [5, 9, 15, 24, 61, 100]) {
			yield {columns, rows};
		}
	}
}

function listRows(state: State): readonly string[] {
	const list = layout(state).runs;
	assert.ok(list !== undefined);
	return draw(state, 'en')
		.slice(list.top + 1, list.top + list.height)
		.map(line => line.slice(0, list.left + list.width));
}
