import assert from 'node:assert/strict';
import test from 'node:test';
import {foreignName, foreignProse} from '../../../source/core/text/sanitize.ts';
import type {PickerModel, PickerRow} from '../../../source/features/picker/select.ts';
import {overlayLines, texts} from '../../helpers/draw.tsx';
import {overlayModel} from '../../helpers/sample-model.ts';
import {appearance, now} from '../../helpers/sample.ts';
import {order} from '../runs/order.ts';

const row: PickerRow = {
	order: order('wfrun_0a1b', {title: foreignProse('文生图 · 国风人像'), createdAt: now}),
	selected: false,
	marked: false,
	watched: false,
};

const picker: PickerModel = {
	rows: [
		{...row, selected: true, marked: true, watched: true},
		{
			...row,
			order: order('wfrun_1', {
				status: foreignName('a status of the future'),
				phase: 'other',
				createdAt: null,
			}),
		},
	],
	scrollTop: 0,
	matchingCount: 2,
	loadedCount: 2,
	total: 2,
	markedCount: 1,
	typedCount: 0,
	typedSelected: false,
	loading: false,
	problem: null,
	isOfRemoved: false,
	hasMore: true,
	denied: false,
};

function draw(width: number, height: number, change: Partial<PickerModel> = {}) {
	const model = overlayModel({kind: 'picker', scrollTop: 0}, {...picker, ...change});
	return texts(overlayLines(model, {width, height}, appearance()));
}

test('id, title, whether it is watched, state and time; a narrow picker has fewer columns', () => {
	assert.deepEqual(draw(74, 5).slice(2), [
		'▸►•wfrun_0a1b  文生图 · 国风人像          watched  running       10:02:11',
		' ? wfrun_1     untitled                            a status of…',
		' Move down for more.',
	]);
	assert.deepEqual(
		[60, 46, 32, 18].map(width => draw(width, 4)[2]),
		[
			'▸►•文生图 · 国风人像        watched  running       10:02:11',
			'▸►•文生图 · 国风人像    watched  running',
			'▸►•文生图 · 国风人像    watched',
			'▸►•文生图 · 国风…',
		],
	);
});

test('rows beyond the height of the overlay are counted in its title', () => {
	assert.deepEqual(draw(74, 3, {typedCount: 2, typedSelected: true}), [
		'▸Add runs 2 ─ 1 marked                                     esc back ─ ↓1',
		'▸add these 2 ids',
		'▸►•wfrun_0a1b  文生图 · 国风人像               watched  running  10:02:11',
	]);
});

test('the title tells runs that match, runs that are loaded and runs of the account apart', () => {
	const title = (matchingCount: number, loadedCount: number, total: number | null) =>
		draw(74, 3, {matchingCount, loadedCount, total, markedCount: 0})[0]?.split('  ')[0];
	assert.deepEqual(
		[title(200, 200, 300), title(73, 200, 300), title(73, 300, 300), title(73, 200, null)],
		[
			'▸Add runs 200 of 300',
			'▸Add runs 73 of 200 loaded, 300 in all',
			'▸Add runs 73 of 300',
			'▸Add runs 73 of 200',
		],
	);
});
