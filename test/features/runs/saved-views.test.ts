import assert from 'node:assert/strict';
import test from 'node:test';
import {emptySavedState, type SavedView} from '../../../source/core/saved-state.ts';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {initialState} from '../../../source/features/index.ts';
import {keymap} from '../../../source/features/keymap.ts';
import {paletteRows} from '../../../source/features/palette/rows.ts';
import {listedRuns} from '../../../source/features/runs/list.ts';
import type {Setting} from '../../../source/features/settings/index.ts';
import type {StateOptions} from '../../../source/store/registry.ts';
import {added, invoked, stateAfter} from '../../helpers/play.ts';
import {start} from '../../helpers/values.ts';

const byCost: SavedView = {
	filter: 'cost:>1',
	sort: {key: 'cost', descending: true},
	columns: ['id', 'cost'],
};
const registry = commandRegistry(keymap, []);

function opened(options: Partial<StateOptions> = {}) {
	const views = new Map([['expensive', byCost]]);
	return stateAfter(
		initialState(
			{
				size: {columns: 120, rows: 40},
				commands: registry,
				views,
				discovering: true,
				...options,
			},
			start,
		),
		added(['a', 'b']),
	);
}

const set = (setting: Setting, value: string) => invoked({type: 'set', setting, value});

test('a view has the filter, the sort order and the columns, and is a row of the palette', () => {
	const saved = stateAfter(
		opened(),
		set('filter', 'b'),
		set('sort', 'title'),
		set('columns', 'title,input.seed'),
		set('save-view', ' my b '),
		set('view', 'expensive'),
	);
	const {filter, columns} = saved.view;
	assert.deepEqual({filter, sort: saved.saved.sort, columns}, byCost);
	const rows = paletteRows(saved, 'my b');
	assert.deepEqual([rows[0]?.item.id, rows[0]?.value], ['view', 'my b']);
	const again = stateAfter(saved, ': "my b" enter');
	assert.deepEqual(
		[again.view.filter, again.saved.sort, again.view.columns, again.view.selected],
		['b', {key: 'title', descending: false}, ['title', 'input.seed'], 'b'],
	);
	assert.equal(again.view.overlay, null);
	const left = stateAfter(again, set('delete-view', 'my b'));
	assert.equal(left.saved.views.size, 0);
	assert.equal(left.view.filter, 'b');
});

test('a view of the config is not replaced', () => {
	const refused = stateAfter(opened(), set('save-view', 'expensive'));
	assert.equal(refused.view.notice?.notice.kind, 'view-in-config');
	assert.equal(refused.saved.views.size, 0);
});

test('the filter is saved when it is chosen, and is there at the next start, which says so', () => {
	const typing = stateAfter(opened(), '/ "b"');
	assert.deepEqual([typing.view.filter, typing.saved.filter], ['b', '']);
	const {saved} = stateAfter(typing, 'enter');
	const next = opened({saved});
	assert.equal(next.view.filter, 'b');
	assert.equal(next.view.notice?.notice.kind, 'filter-restored');
	assert.equal(stateAfter(next, 'esc').saved.filter, '');
});

test('after a start with a filter, the first run that it matches is selected, also if it matches later', () => {
	const next = opened({saved: {...emptySavedState, filter: 'b'}});
	assert.equal(next.view.selected, 'b');
	const titled = opened({saved: {...emptySavedState, filter: 'label:portrait'}});
	assert.equal(titled.view.selected, null);
	const labelled = stateAfter(titled, set('filter', 'b'));
	assert.equal(labelled.view.selected, 'b');
	const unread = opened({saved: {...emptySavedState, filter: 'is:needs-me'}});
	assert.deepEqual([unread.view.selected, listedRuns(unread)], [null, []]);
});

test('after all runs of a filter were removed, the first run is selected when the filter is cleared', () => {
	const filtered = stateAfter(opened(), set('filter', 'b'), '-');
	assert.deepEqual([filtered.view.selected, listedRuns(filtered)], [null, []]);
	const cleared = stateAfter(filtered, 'esc');
	assert.deepEqual([cleared.view.filter, cleared.view.selected], ['', 'a']);
});

test('runs that the command line names are not filtered, and the saved filter stays', () => {
	const named = opened({saved: {...emptySavedState, filter: 'b'}, discovering: false});
	assert.deepEqual([named.view.filter, named.view.notice, named.saved.filter], ['', null, 'b']);
});
