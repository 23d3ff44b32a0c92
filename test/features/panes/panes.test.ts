import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {commandRegistry} from '../../../source/features/command-registry.ts';
import {initialState} from '../../../source/features/index.ts';
import {keymap} from '../../../source/features/keymap.ts';
import {hitAt} from '../../../source/features/panes/hit.ts';
import {
	layout,
	paneNames,
	type PaneName,
	type Size,
} from '../../../source/features/panes/layout.ts';
import {selectScreen} from '../../../source/features/screen-model.ts';
import type {OverlayKind} from '../../../source/store/overlay.ts';
import type {State} from '../../../source/store/state.ts';
import {withView} from '../../../source/store/with-view.ts';
import {openApp} from '../../helpers/app.tsx';
import {added, invoked, stateAfter, watching as watchingRuns} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {sampleState} from '../../helpers/sample-state.ts';
import {now} from '../../helpers/sample.ts';
import {entry, name, output, polled, start} from '../../helpers/values.ts';

const size: Size = {columns: 120, rows: 40};
const ids = Array.from({length: 60}, (_, index) => `wfrun_${String(index).padStart(3, '0')}`);

test('a click focuses the pane, and selects the run in the row; on a title or below the last row it selects nothing', () => {
	for (const [before, cell, focus, selected] of [
		[stateAfter(watching(), '3'), cellOf('runs', 5), 'runs', ids[5]],
		[watching(), cellOf('log', -1), 'log', ids[0]],
		[stateAfter(watching(3), '3'), cellOf('runs', 20), 'runs', ids[0]],
	] as const) {
		const state = clicked(before, cell);
		assert.deepEqual([state.view.focus, state.view.selected], [focus, selected]);
		assert.deepEqual(state.view.logs, before.view.logs);
		assert.equal(selectScreen(state).list.scrollTop, 0, 'the list is not moved by it');
	}
});

test('a click on the frame, the header or the footer does nothing', () => {
	for (const [column, row] of [
		[0, 5],
		[119, 5],
		[30, 0],
		[30, 39],
		[59, 10],
		[500, 500],
	] as const) {
		assert.equal(hitAt(watching(), column, row), null, `${column},${row}`);
	}
});

test('a click in the log moves the cursor to the entry, stops following and does not scroll', () => {
	const before = watching();
	const first = selectScreen(before).log.scrollTop;
	const state = clicked(before, cellOf('log', 4));
	const {log} = selectScreen(state);
	assert.deepEqual([log.scrollTop, log.following], [first, false]);
	assert.ok(log.rows.every((row, index) => row.kind === 'entry' && row.current === (index === 4)));
});

test('a click on an output selects it', () => {
	const {view} = clicked(watching(), cellOf('outputs', 1));
	assert.deepEqual([view.focus, view.selectedOutputs.get(ids[0] ?? '')], ['outputs', 'n2']);
});

test('the wheel scrolls the pane under the pointer by three rows a notch, and keeps the focus', () => {
	const before = watching();
	const first = selectScreen(before).log.scrollTop;
	const state = wheeled(before, cellOf('log', 3), -1);
	assert.deepEqual([state.view.focus, selectScreen(state).log.scrollTop], ['runs', first - 3]);
	assert.equal(selectScreen(wheeled(state, cellOf('log', 3), 1)).log.following, true);
	const view = (pane: PaneName) => wheeled(before, cellOf(pane, 0), 1).view;
	assert.equal(view('runs').selected, ids[3]);
	assert.equal(view('detail').detailScrollTop, 3);
	assert.equal(view('outputs').selectedOutputs.get(ids[0] ?? ''), 'n4');
});

test('an overlay hides the panes from the mouse; the wheel scrolls the overlay', () => {
	const before = stateAfter(watching(), '?');
	const {view} = clicked(before, cellOf('runs', 5));
	assert.deepEqual([view.focus, view.selected], ['runs', ids[0]]);
	assert.equal(wheeled(before, [60, 20], 1).view.overlay?.scrollTop, 3);
});

test('a click in the palette selects its row and runs nothing, below its rows it does nothing', () => {
	const before = stateAfter(watching(), ':');
	const state = clicked(before, [20, 2 + 7]);
	const rows = shownOverlay(state, 'palette').content.rows;
	assert.equal(rows.length, shownOverlay(before, 'palette').content.rows.length);
	assert.ok(rows.every(({isSelected}, row) => isSelected === (row === 7)));
	const narrowed = stateAfter(before, '"zoom"');
	assert.equal(clicked(narrowed, [20, 30]), narrowed);
});

test('clicks and the wheel work in the timeline', () => {
	const before = stateAfter(watching(), 'T');
	const {timeline} = layout(before);
	assert.ok(timeline !== undefined);
	const {left, top} = timeline;
	const node = (state: State) => selectScreen(state).log.search;
	const second = clicked(before, [left + 3, top + 3]);
	assert.equal(node(second), 'node:n8');
	assert.equal(node(clicked(second, [left + 3, top + 1])), '');
	assert.equal(node(wheeled(second, [left + 3, top + 3], -1)), '');
	assert.equal(clicked(second, cellOf('log', 1, second)).view.timeline.inFront, false);
});

test('a click does nothing in a prompt, and while the terminal handles the mouse', () => {
	for (const keys of ['/', 'm']) {
		const state = withView(stateAfter(watching(), keys), {notice: null});
		assert.equal(clicked(state, cellOf('runs', 5)), state);
		assert.equal(keys === 'm' && wheeled(state, cellOf('runs', 5), 1) !== state, false);
	}
});

test('a user who clicks is present, even if the terminal reported that the focus was lost', () => {
	const away = stateAfter(watching(), {type: 'windowFocusChanged', focused: false, at: start});
	assert.deepEqual(
		[away, clicked(away, cellOf('runs', 2))].map(({view}) => view.windowBlurred),
		[true, false],
	);
});

test('every cell belongs to at most one place, inside its rectangle; no click breaks the state', () => {
	const base = watching();

	fc.assert(
		fc.property(
			fc.record({
				columns: fc.integer({min: 1, max: 200}),
				rows: fc.integer({min: 1, max: 60}),
				focus: fc.constantFrom(...paneNames),
				zoomed: fc.boolean(),
				open: fc.boolean(),
				x: fc.nat(220),
				y: fc.nat(70),
				wheel: fc.constantFrom<0 | 1 | -1>(0, 1, -1),
			}),
			({columns, rows, focus: pane, zoomed, open, x, y, wheel}) => {
				const sized = stateAfter(base, {type: 'resized', at: start, columns, rows});
				const view = {
					...sized.view,
					focus: pane,
					zoomed,
					timeline: {...sized.view.timeline, open, inFront: open},
				};
				const state = {...sized, view};
				const hit = hitAt(state, x, y);
				const inside = x < columns && y >= 1 && y < rows - 1;
				assert.ok(hit === null || inside);
				const next = wheel === 0 ? clicked(state, [x, y]) : wheeled(state, [x, y], wheel);
				assert.doesNotThrow(() => selectScreen(next));
				assert.ok(hit !== null || next.view.focus === pane);
			},
		),
		{numRuns: 300},
	);
});

function watching(count = ids.length): State {
	const state = initialState({size, commands: commandRegistry(keymap), mouse: true}, start);
	const log = Array.from({length: 90}, (_, index) =>
		entry(`line ${index}`, index, {
			nodeId: name(String(7 + Math.floor(index / 30))),
			eventType: index % 30 === 0 ? name('node_started') : null,
		}),
	);
	const outputs = [1, 2, 3, 4].map(key => output(`n${key}`, `https://host.example/${key}.png`));
	return stateAfter(state, added(ids.slice(0, count)), polled(ids[0] ?? '', {outputs}, log));
}

type Cell = readonly [column: number, row: number];

/** A cell in a row of a pane's content. Row -1 is the title of the pane. */
function cellOf(pane: PaneName, row: number, state: State = watching(1)): Cell {
	const rect = layout(state)[pane];
	assert.ok(rect !== undefined);
	return [rect.left + 2, rect.top + 1 + row];
}

function clicked(state: State, [column, row]: Cell): State {
	return stateAfter(state, {type: 'clicked', at: start, column, row});
}

function wheeled(state: State, [column, row]: Cell, notches: 1 | -1): State {
	return stateAfter(state, {type: 'wheeled', at: start, column, row, notches});
}

const small = {columns: 60, rows: 15};
/** The keys that open each overlay, which scrolls. A missing one does not compile. */
const opening: Readonly<Record<Exclude<OverlayKind, 'palette'>, string>> = {
	compare: 'space j j space =',
	entry: '3 enter',
	failure: 'j j j x',
	help: '?',
	history: 'H',
	notices: ': "messages" enter',
	money: '$',
	order: 'i',
	output: 'j j 4 j j v',
	picker: 'a',
};

for (const [kind, keys] of Object.entries(opening)) {
	test(`${kind} opens at its first row, and esc closes it, also where it was scrolled`, () => {
		const open = stateAfter(sampleState(small), keys);
		const {overlay} = open.view;
		assert.ok(overlay !== null && 'scrollTop' in overlay);
		assert.deepEqual([overlay.kind, overlay.scrollTop], [kind, 0]);
		assert.equal(stateAfter(open, 'G esc').view.overlay, null);
	});
}

test('an overlay is scrolled like before when it was shorter for a while, unless it was scrolled then', () => {
	const measured = (end: number) => ({type: 'overlayMeasured', end, at: now}) as const;
	const long = stateAfter(
		sampleState(small),
		'?',
		measured(50),
		{type: 'move', lines: 40},
		measured(20),
	);
	const [kept, moved] = ['', 'k'].map(
		keys => stateAfter(long, keys, measured(50)).view.overlay?.scrollTop,
	);
	assert.deepEqual([kept, moved], [40, 19]);
});

test('the messages are listed with their times, the newest first, and at most a hundred', async t => {
	for (const [changes, count, first] of [
		[0, 1, /│ No messages yet\. /],
		[2, 2, /│ \d\d:\d\d:\d\d {8}mouse off/],
		[120, 100, /mouse off/],
	] as const) {
		const {press} = await openApp(t, watchingRuns(['run'], {columns: 100, rows: 120}));
		const shown = await press('m '.repeat(changes), invoked({type: 'notices'}));
		const rows = shown
			.split('\n')
			.slice(2, -1)
			.filter(row => /[^│ ]/.test(row));
		assert.equal(rows.length, count);
		assert.match(rows[0] ?? '', first);
	}
});

test('the details of a failed run have the rows that its short log leaves blank', () => {
	const heights = (phase: 'failed' | 'running', entries: number) => {
		const log = Array.from({length: entries}, (_, index) => entry(`line ${index}`));
		const state = stateAfter(watchingRuns(['a'], size), polled('a', {phase}, log));
		const {detail, log: pane} = layout(state);
		return [detail?.height, pane?.height];
	};
	assert.deepEqual(heights('running', 10), [7, 30]);
	assert.deepEqual(heights('failed', 10), [20, 17]);
	assert.deepEqual(heights('failed', 20), [16, 21]);
	assert.deepEqual(heights('failed', 200), [7, 30]);
});
