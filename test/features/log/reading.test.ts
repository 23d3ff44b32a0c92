import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import {foreignName} from '../../../source/core/text/sanitize.ts';
import type {LogRow} from '../../../source/features/log/select.ts';
import {contentHeight} from '../../../source/features/panes/layout.ts';
import type {Action} from '../../../source/store/action.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {readingLog, rowAtCursor, searching, shownEntries} from '../../helpers/log.ts';
import {added, invoked, stateAfter} from '../../helpers/play.ts';
import {entry, polled, start} from '../../helpers/values.ts';

const size = {columns: 80, rows: 24};
const height = contentHeight(reading(1), 'log');
const up = invoked({type: 'move', lines: -1});
const down = invoked({type: 'move', lines: 1});
const toStart = invoked({type: 'jump', to: 'start'});
const hit = (step: 1 | -1): Action => invoked({type: 'next-hit', step});

test('the cursor moves in the pane first, then the log scrolls', () => {
	const moved = stateAfter(reading(100), up, up);
	assert.equal(cursorMessage(moved), 'line 97');
	assert.equal(firstMessage(moved), `line ${100 - height}`);
	const further = stateAfter(reading(100), invoked({type: 'move', lines: -height - 1}));
	assert.equal(firstMessage(further), cursorMessage(further));
	assert.equal(firstMessage(further), `line ${98 - height}`);
	const lower = stateAfter(further, invoked({type: 'move', lines: height}));
	assert.equal(messageOf(selectScreen(lower).log.rows.at(-1)), cursorMessage(lower));
});

test('without a search, n says how to search', () => {
	assert.deepEqual(stateAfter(reading(100), hit(1)).view.notice?.notice, {kind: 'no-search'});
});

test('a page scrolls the log, and the cursor stays in its row', () => {
	const held = stateAfter(reading(100), toStart, down, down);
	const paged = stateAfter(held, invoked({type: 'page', pages: 1}));
	assert.equal(firstMessage(paged), `line ${height}`);
	assert.equal(cursorMessage(paged), `line ${height + 2}`);
	const back = stateAfter(paged, invoked({type: 'page', pages: -1}));
	assert.deepEqual([firstMessage(back), cursorMessage(back)], ['line 0', 'line 2']);
	assert.equal(cursorMessage(stateAfter(back, invoked({type: 'page', pages: -1}))), 'line 0');
});

test('the log follows its end until the user scrolls up, and keeps its lines from then on', () => {
	const before = stateAfter(reading(100), up, up, up);
	const top = firstMessage(before);
	assert.equal(cursorMessage(before), 'line 96');
	const after = stateAfter(before, grown(140));
	assert.equal(firstMessage(after), top);
	const {log} = selectScreen(after);
	assert.equal(log.following, false);
	assert.equal(log.newBelow, 40);
});

test('the log follows again at its end, reached by scrolling or by a key', () => {
	const held = stateAfter(reading(100), up, grown(120));

	for (const back of [invoked({type: 'jump', to: 'end'}), invoked({type: 'follow'})]) {
		const {log} = selectScreen(stateAfter(held, back));
		assert.equal(log.following, true);
		assert.equal(log.newBelow, 0);
		assert.equal(messageOf(log.rows.at(-1)), 'line 119');
	}

	const scrolled = stateAfter(held, ...Array<Action>(21).fill(down));
	assert.equal(selectScreen(scrolled).log.following, true);
});

test('f stops the log where it is', () => {
	const held = stateAfter(reading(100), invoked({type: 'follow'}), grown(110));
	assert.equal(firstMessage(held), `line ${100 - height}`);
});

test('each run has its own position in its log', () => {
	const two = stateAfter(reading(100), invoked({type: 'move', lines: -height}), added(['other']));
	const away = stateAfter(two, invoked({type: 'focus', pane: 'runs'}), down);
	assert.equal(selectScreen(away).log.following, true);
	const home = stateAfter(away, up);
	assert.equal(firstMessage(home), `line ${99 - height}`);
});

test('a search ignores case, n and N go to hits and wrap around, and the context stays visible', () => {
	const logs = lines(100).map((line, index) =>
		index % 25 === 10 ? entry(`CUDA out of memory ${index}`, index) : line,
	);
	const searched = stateAfter(readingOf(logs), toStart, ...searching('cuda'));
	const {log} = selectScreen(searched);
	assert.deepEqual([log.hits, log.hitNumber], [4, 1]);
	const [next, previous] = [hit(1), hit(-1)];
	const numbers = [next, next, next, previous, previous].map((_, index, steps) => {
		const state = stateAfter(searched, ...steps.slice(0, index + 1));
		return selectScreen(state).log.hitNumber;
	});
	assert.deepEqual(numbers, [2, 3, 4, 3, 2]);
	const shown = new Set(shownEntries(stateAfter(searched, next)).map(({index}) => index));
	assert.ok([34, 35, 36].every(index => shown.has(index)));
	const around = stateAfter(searched, previous);
	assert.equal(selectScreen(around).log.hitNumber, 4);
	assert.equal(rowAtCursor(around)?.index, 85);
	assert.deepEqual(around.view.notice?.notice, {kind: 'wrapped', to: 'end'});
	assert.equal(rowAtCursor(stateAfter(around, previous))?.index, 60);
});

test('hits in later lines are counted', () => {
	const searched = stateAfter(reading(30), ...searching('"line 3"'));
	assert.equal(selectScreen(searched).log.hits, 1);
	assert.equal(selectScreen(stateAfter(searched, grown(40))).log.hits, 11);
	assert.equal(selectScreen(searched).log.hits, 1, 'an older snapshot does not see them');
});

test('e and E go from error to error, and [ and ] from node to node', () => {
	const logs = lines(90).map((line, index) => ({
		...line,
		severity: index === 20 || index === 60 ? ('error' as const) : line.severity,
		nodeId: foreignName(index < 40 ? '1' : '2'),
	}));
	const next = invoked({type: 'next-error', step: 1});
	const previous = invoked({type: 'next-error', step: -1});
	const at = (state: State) => state.view.logs.get('run')?.cursor?.index;
	const first = stateAfter(readingOf(logs), toStart, next);
	assert.equal(at(first), 20);
	assert.equal(at(stateAfter(first, next)), 60);
	assert.equal(at(stateAfter(first, next, previous)), 20);
	assert.equal(at(stateAfter(first, next, next)), 20);
	assert.equal(selectScreen(first).log.errors, 2);
	const other = stateAfter(first, invoked({type: 'next-node', step: 1}));
	assert.equal(at(other), 40);
	assert.equal(at(stateAfter(other, invoked({type: 'next-node', step: -1}))), 0);
});

test('a gap in the log is a row of its own', () => {
	const later = Array.from({length: 5}, (_, index) => entry(`much later ${index}`, 500 + index));
	const slid = stateAfter(reading(20), polled('run', {}, later));
	const {rows} = selectScreen(slid).log;
	assert.equal(rows.filter(row => row.kind === 'gap').length, 1);
	assert.equal(rows.length, height);
	assert.equal(messageOf(rows.at(-1)), 'much later 4');
});

test('whatever keys are pressed while lines arrive, the visible rows are a contiguous part of the log (property)', () => {
	const commands: fc.Arbitrary<Action> = fc.oneof(
		fc.integer({min: -40, max: 40}).map(by => invoked({type: 'move', lines: by})),
		fc.constantFrom(-1, -0.5, 0.5, 1).map(pages => invoked({type: 'page', pages})),
		fc.constantFrom('start' as const, 'end' as const).map(to => invoked({type: 'jump', to})),
		fc.constant(invoked({type: 'follow'})),
		fc.constant(invoked({type: 'zoom'})),
		fc
			.record({columns: fc.integer({min: 1, max: 200}), rows: fc.integer({min: 1, max: 70})})
			.map(cells => ({type: 'resized' as const, at: start, ...cells})),
		fc.integer({min: 0, max: 300}).map(grown),
	);
	fc.assert(
		fc.property(fc.array(commands, {maxLength: 30}), actions => {
			const state = stateAfter(reading(10), ...actions);
			const {rows, total, scrollTop, following} = selectScreen(state).log;
			const entries = shownEntries(state);
			const indices = entries.map(row => row.index);
			assert.ok(indices.every((index, place) => index === scrollTop + place && index < total));
			assert.ok(rows.length === 0 || entries.some(row => row.current), 'the cursor is in sight');
			assert.equal(!following || rows.length === 0 || indices.at(-1) === total - 1, true);
		}),
	);
});

function lines(count: number): readonly LogEntry[] {
	return Array.from({length: count}, (_, index) => entry(`line ${index}`, index));
}

function grown(count: number): Action {
	return polled('run', {}, lines(count));
}

function reading(count: number): State {
	return readingOf(lines(count));
}

function readingOf(logs: readonly LogEntry[]): State {
	return readingLog(logs, {ids: ['run'], size});
}

function firstMessage(state: State): string {
	return messageOf(selectScreen(state).log.rows[0]);
}

function cursorMessage(state: State): string {
	return messageOf(rowAtCursor(state));
}

function messageOf(row: LogRow | undefined): string {
	return row?.kind === 'entry' ? row.entry.message.safe : '';
}
