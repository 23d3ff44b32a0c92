import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {JsonObject} from '../../../source/api/wire/readers.ts';
import {readExecution, readOrderInfo, readRunList} from '../../../source/api/wire/responses.ts';
import {foreignProse} from '../../../source/core/text/sanitize.ts';
import {simulateService} from '../../../source/demo/service.ts';
import {showcase} from '../../../source/demo/showcase.ts';
import {initialState} from '../../../source/features/index.ts';
import {wordsOf} from '../../../source/features/keymap.ts';
import {layout, paneNames, type Size} from '../../../source/features/panes/layout.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {PollOutcome} from '../../../source/polling/actions.ts';
import type {Action} from '../../../source/store/action.ts';
import {cellWidth} from '../../../source/terminal/width.ts';
import {frame} from '../../helpers/draw.tsx';
import {added, stateAfter} from '../../helpers/play.ts';
import {sampleAfter, sampleState} from '../../helpers/sample-state.ts';
import {limitedService, now, reachableService, unreachableService} from '../../helpers/sample.ts';
import {entry, name, output, polled, pollFailed, problem} from '../../helpers/values.ts';
import {draw, languages, sizes} from '../../ui/snapshots.ts';

const anySize = fc.record({
	columns: fc.integer({min: 20, max: 300}),
	rows: fc.integer({min: 5, max: 100}),
});

const anyText = fc.oneof(
	fc.string({unit: 'grapheme', maxLength: 200}),
	fc.string({unit: 'binary', maxLength: 40}),
	fc.constantFrom('x'.repeat(300), '中'.repeat(200), '👩‍👩‍👧‍👦'.repeat(30), 'e\u0301'.repeat(99), ''),
);

/** The keys that open each overlay. */
const overlays = ['?', ':', 'a', '$', 'i', 'x', 'H', ': "messages" enter', '1 g space j j space ='];

/** The selected row with the sign of its run. */
const selectedRow = /▸[►○✓✗‖⊘◌] /;

test('from 20×5 to 300×100 every row is exactly as wide as the screen', () => {
	fc.assert(
		fc.property(
			anySize,
			fc.record({
				focus: fc.constantFrom(...paneNames),
				zoom: fc.boolean(),
				down: fc.nat(9),
				overlay: fc.constantFrom('', ...overlays),
				service: fc.constantFrom(reachableService, limitedService, unreachableService),
				timeline: fc.boolean(),
				ascii: fc.boolean(),
				language: fc.constantFrom(...languages),
			}),
			(size, {focus, zoom, down, overlay, service, timeline, ascii, language}) => {
				const sample = stateAfter(
					sampleAfter(size, {type: 'move', lines: down}, {type: 'focus', pane: focus}),
					zoom ? 'z' : '',
					timeline ? 'T' : '',
					overlay,
				);
				const state = stateAfter(sample, {type: 'serviceChanged', at: now, service});
				const lines = draw(state, language, ascii);
				assertExact(lines, size);
				// A replacement for half of a wide character.
				assert.ok(!lines.some(line => line.includes('\uFFFD')));
			},
		),
		{numRuns: 80},
	);
});

test('every size from 0×0 on is drawn, and small ones show a message', () => {
	const model = selectScreen(sampleState({columns: 80, rows: 24}));

	for (const columns of [0, 1, 2, 19, 20, 21, 39, 40, 58, 59, 60, 61, 500]) {
		for (const rows of [0, 1, 2, 4, 5, 6, 9, 14, 15, 16, 200]) {
			assertExact(frame(model, {columns, rows}), {columns, rows});
		}
	}

	assert.deepEqual(frame(model, {columns: 19, rows: 2}), [
		'terminal too small ',
		'                   ',
	]);
});

test('hostile text never makes a row longer or shorter, whatever keys are pressed', () => {
	fc.assert(
		fc.property(
			anyText,
			anyText,
			fc.record({columns: fc.nat(140), rows: fc.nat(50)}),
			fc.constantFrom(...paneNames),
			fc.array(fc.constantFrom(...'wtAVL#zkhlnT/'), {maxLength: 6}),
			fc.constantFrom(...languages),
			(text, other, size, focus, keys, language) => {
				const state = stateAfter(
					initialState({size}, now),
					...hostile(text, other),
					{type: 'focus', pane: focus},
					keys.join(' '),
				);
				assertExact(draw(state, language), size);
			},
		),
		{numRuns: 100},
	);
});

/** Adds a run with one of these texts in each of its fields, and a notice with one of them. */
function hostile(text: string, other: string): readonly Action[] {
	const [id, workflowId] = [text || '?', name(other)];
	const [foreign, detail] = [foreignProse(text), foreignProse(other)];
	const error = {reason: foreign, detail, engineCode: foreign, statusCode: 500};
	const host = 'long.'.repeat(30);
	return [
		added([id, 'wfrun_b'], now),
		{
			type: 'workflowLoaded',
			at: now,
			workflowId: workflowId.exact,
			workflow: {title: foreign, outputKinds: new Map(), inputNames: new Map()},
		},
		polled(
			id,
			{
				phase: 'other',
				status: foreign,
				workflowId,
				taskId: name(text),
				error,
				progressPercent: 33,
				outputs: [
					output(`${text}1`, other),
					output(`${other}2`, `https://${host}example.com/${encodeURIComponent('路')}`),
				],
			},
			[
				entry(text, 0, {nodeId: name(other), level: foreign, severity: 'error'}),
				entry(other, 0, {nodeId: name(text), at: null, level: null}),
			],
			now,
		),
		pollFailed(id, {at: now, problem: problem({engineError: error, serviceMessage: foreign})}),
		{type: 'noticeShown', at: now, notice: {kind: 'no-hit', text: foreign.safe}},
	];
}

test('the selected run is always visible, with its whole row in the list, a key in the footer and a run state in the header', () => {
	fc.assert(
		fc.property(
			anySize,
			fc.nat(9),
			fc.boolean(),
			fc.constantFrom(...languages),
			(size, down, jumps, language) => {
				const state = stateAfter(
					sampleAfter(size, {type: 'move', lines: down}),
					...(jumps ? [{columns: 20, rows: 5}, size].map(resized) : []),
				);
				const lines = draw(state, language);
				const {runs: list} = layout(state);
				assert.ok(list !== undefined);
				const rows = lines
					.slice(list.top + 1, list.top + list.height)
					.map(line => line.slice(0, list.left + list.width));
				assert.equal(rows.filter(row => selectedRow.test(row)).length, 1, rows.join('\n'));
				assert.match(lines.at(-1) ?? '', new RegExp(`\\? ${wordsOf('help', language).short}`));
				assert.match(lines[0] ?? '', /[►‖]/);
			},
		),
		{numRuns: 50},
	);
});

test('in no frame of the demo a title of the list is cut beside blank cells', () => {
	let at = now;
	const demo = simulateService(showcase(), {now: () => at});
	const {orders} = readRunList(demo.dataOf('run/list?page=1&page_size=50') as JsonObject);
	const ids = orders.map(({id}) => id.exact);
	const dataOf = (what: string, id: string) => demo.dataOf(`run/${what}?run_order_id=${id}`);
	let state = stateAfter(
		initialState({size: {columns: 80, rows: 24}}, now),
		{type: 'runsFound', at, orders},
		...ids.map(id => {
			const info = readOrderInfo(dataOf('info', id) as JsonObject);
			return {type: 'orderLoaded', at, id, info} as const;
		}),
	);

	for (; at < now + 90_000; at += 15_000) {
		// The engine does not know a run at once.
		const outcomes = ids.flatMap((id): readonly PollOutcome[] => {
			const data = dataOf('execution', id) as JsonObject;
			const answer = {kind: 'response', id, at, nextPollAt: at + 2000} as const;
			return data['status'] === undefined ? [] : [{...answer, response: readExecution(data)}];
		});
		state = stateAfter(state, {type: 'polled', at, outcomes});

		for (const size of [...sizes, {columns: 300, rows: 100}]) {
			for (const keys of ['', 'z']) {
				const lines = draw(stateAfter(state, resized(size), keys), 'zh').slice(2, -1);
				const rows = lines.map(line => line.split('│')[1] ?? line);
				// Half of a wide character and the gap between two columns stay blank.
				assert.deepEqual(
					rows.filter(row => /… {3}/.test(row)),
					[],
				);
			}
		}
	}
});

function resized(size: Size): Action {
	return {type: 'resized', at: now, ...size};
}

function assertExact(lines: readonly string[], {columns, rows}: Size): void {
	assert.equal(lines.length, rows);

	for (const line of lines) {
		assert.equal(cellWidth(line), columns, `|${line}|`);
	}
}
