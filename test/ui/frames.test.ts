import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {cleanName, foreignName, foreignProse} from '../../source/core/text/sanitize.ts';
import {paneNames, type Size} from '../../source/features/panes/state.ts';
import type {PromptState} from '../../source/features/prompt/state.ts';
import type {ScreenModel} from '../../source/store/selectors.ts';
import {cellWidth, sliceCells} from '../../source/terminal/width.ts';
import {frame} from '../helpers/draw.tsx';
import {everyRun} from '../helpers/every-run.ts';
import {
	logModel,
	logRow,
	outputsModel,
	overlayModel,
	screenModel,
} from '../helpers/sample-model.ts';
import {appearance, entry, execution, output, pollStatus, problem, run} from '../helpers/sample.ts';
import {languages, sizes} from './snapshots.ts';

const help = overlayModel({kind: 'help', filter: '', behind: null, scrollTop: 3}, null);

function assertExact(lines: readonly string[], {columns, rows}: Size): void {
	assert.equal(lines.length, rows);

	for (const line of lines) {
		assert.equal(cellWidth(line), columns, `|${line}|`);
	}
}

test('frames with the help, a prompt, no runs, or no selection have exactly the size of the terminal', () => {
	const prompt: PromptState = {purpose: 'search', text: '显存'.repeat(80), before: ''};
	const models = [
		screenModel(everyRun(), {overlay: help}),
		screenModel(everyRun(), {overlay: help, zoomed: true, focus: 'log'}),
		screenModel(everyRun(), {prompt}),
		screenModel([]),
		screenModel(everyRun(), {
			notice: {kind: 'dropped', count: 1, what: cleanName('x'.repeat(300))},
		}),
		screenModel(everyRun(), {run: null}),
	];

	for (const size of sizes) {
		for (const language of languages) {
			for (const model of models) {
				assertExact(frame(model, size, appearance(language)), size);
			}
		}
	}
});

test('D5 every size from 0×0 on is drawn, and small ones show a message', () => {
	const model = screenModel(everyRun());

	for (let columns = 0; columns <= 64; columns++) {
		for (let rows = 0; rows <= 18; rows++) {
			assertExact(frame(model, {columns, rows}), {columns, rows});
		}
	}

	assert.deepEqual(frame(model, {columns: 19, rows: 2}), [
		'terminal too small ',
		'                   ',
	]);
	assert.equal(frame(model, {columns: 500, rows: 200}).length, 200);
});

test('D7 the borders are straight: the same columns in every row', () => {
	for (const language of languages) {
		const lines = frame(screenModel(everyRun()), {columns: 80, rows: 24}, appearance(language));

		const columns = [0, 36, 79].map(column =>
			lines.map(line => sliceCells(line, column, column + 1) || ' ').join(''),
		);
		const [side = '', divider = '', other = ''] = columns;
		assert.equal(side, `┌├${'│'.repeat(21)}└`);
		assert.equal(divider.slice(1, -1), `┬${'│'.repeat(4)}├${'│'.repeat(12)}├${'│'.repeat(3)}`);
		assert.equal(other, `┐┤${'│'.repeat(4)}┤${'│'.repeat(12)}┤${'│'.repeat(3)}┘`);
	}
});

test('hostile text never makes a row longer or shorter', () => {
	const text = fc.oneof(
		fc.string({unit: 'grapheme', maxLength: 200}),
		fc.string({unit: 'binary', maxLength: 40}),
		fc.constantFrom('x'.repeat(300), '中'.repeat(200), '👩‍👩‍👧‍👦'.repeat(30), 'e\u0301'.repeat(99), ''),
	);
	const size = fc.record({
		columns: fc.integer({min: 0, max: 140}),
		rows: fc.integer({min: 0, max: 50}),
	});
	const view = fc.record({
		text,
		other: text,
		watched: fc.subarray([...everyRun().keys()]),
		focus: fc.constantFrom(...paneNames),
		zoomed: fc.boolean(),
		detailScrollTop: fc.nat(40),
		sideways: fc.nat(100),
	});

	fc.assert(
		fc.property(view, size, fc.constantFrom(...languages), (seen, extent, language) => {
			assertExact(frame(hostileModel(seen), extent, appearance(language)), extent);
		}),
		{numRuns: 300},
	);
});

function hostileModel({
	text,
	other,
	watched,
	sideways,
	...view
}: Partial<ScreenModel> & {
	readonly text: string;
	readonly other: string;
	readonly watched: readonly number[];
	readonly sideways: number;
}): ScreenModel {
	const foreign = foreignProse(text);
	const error = {
		reason: foreign,
		detail: foreignProse(other),
		engineCode: foreign,
		statusCode: 500,
	};
	const hostile = run(text === '' ? '?' : text, {
		title: foreign,
		execution: execution('other', {
			status: foreign,
			taskId: foreignName(text),
			error,
			progressPercent: 33,
		}),
		polling: pollStatus({problem: problem({engineError: error, serviceMessage: foreign})}),
	});
	const search = other.slice(0, 2);
	const entries = [
		entry(text, {nodeId: foreignName(other), level: foreign, severity: 'error'}),
		entry(other, {nodeId: foreignName(text), at: null, level: null}),
	];
	const others = everyRun().filter((_, index) => watched.includes(index));
	return screenModel([hostile, ...others], {
		...view,
		log: logModel(entries, {
			rows: [
				...entries.map((logged, index) => logRow(logged, index, {search, current: true})),
				{kind: 'gap', id: 'gap', index: 2},
			],
			search,
			hits: 1,
			sideways,
		}),
		outputs: outputsModel([
			{...output('text', text, other), key: foreignName(`${text}1`)},
			output(
				'file',
				`${other}2`,
				`https://${'long.'.repeat(30)}example.com/${encodeURIComponent('路')}`,
			),
		]),
		prompt:
			other.length % 3 === 0 ? {purpose: 'add', text: other, before: '', isOfRemoved: false} : null,
		notice: other.length % 3 === 1 ? {kind: 'no-hit', text: foreign.safe} : null,
	});
}
