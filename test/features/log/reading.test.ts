import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../source/core/log/log-entry.ts';
import type {Action} from '../../../source/store/action.ts';
import type {Command} from '../../../source/store/command.ts';
import {contentHeight} from '../../../source/features/panes/layout.ts';
import {reduce} from '../../../source/store/reducer.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import {initialState, type State} from '../../../source/store/state.ts';
import type {LogRow} from '../../../source/features/log/select.ts';
import {polled, entry, name, start} from '../../helpers/values.ts';

const size = {columns: 80, rows: 24};
const height = contentHeight(size, 'log', false, 'log');
const up = command({type: 'move', lines: -1});
const down = command({type: 'move', lines: 1});

test('the cursor moves in the pane first, then the log scrolls', () => {
	const moved = play(reading(100), up, up);
	assert.equal(cursorMessage(moved), 'line 97');
	assert.equal(firstMessage(moved), `line ${100 - height}`);
	const further = play(reading(100), command({type: 'move', lines: -height - 1}));
	assert.equal(firstMessage(further), cursorMessage(further));
	assert.equal(firstMessage(further), `line ${98 - height}`);
	const lower = play(further, command({type: 'move', lines: height}));
	assert.equal(messageOf(selectScreen(lower).log.rows.at(-1)), cursorMessage(lower));
});

test('a page scrolls the log, and the cursor stays in its row', () => {
	const held = play(reading(100), command({type: 'jump', to: 'start'}), down, down);
	const paged = play(held, command({type: 'page', pages: 1}));
	assert.equal(firstMessage(paged), `line ${height}`);
	assert.equal(cursorMessage(paged), `line ${height + 2}`);
	const back = play(paged, command({type: 'page', pages: -1}));
	assert.deepEqual([firstMessage(back), cursorMessage(back)], ['line 0', 'line 2']);
	assert.equal(cursorMessage(play(back, command({type: 'page', pages: -1}))), 'line 0');
});

test('the log follows its end until the user scrolls up, and keeps its lines from then on', () => {
	const before = play(reading(100), up, up, up);
	const top = firstMessage(before);
	assert.equal(cursorMessage(before), 'line 96');
	const after = play(before, grown(140));
	assert.equal(firstMessage(after), top);
	const {log} = selectScreen(after);
	assert.equal(log.following, false);
	assert.equal(log.fresh, 40);
});

test('the log follows again at its end, reached by scrolling or by a key', () => {
	const held = play(reading(100), up, grown(120));

	for (const back of [command({type: 'jump', to: 'end'}), command({type: 'follow'})]) {
		const {log} = selectScreen(play(held, back));
		assert.equal(log.following, true);
		assert.equal(log.fresh, 0);
		assert.equal(messageOf(log.rows.at(-1)), 'line 119');
	}

	const scrolled = play(held, ...Array.from({length: 21}, () => command({type: 'move', lines: 1})));
	assert.equal(selectScreen(scrolled).log.following, true);
});

test('f stops the log where it is', () => {
	const held = play(reading(100), command({type: 'follow'}), grown(110));
	assert.equal(firstMessage(held), `line ${100 - height}`);
});

test('each run has its own position in its log', () => {
	const two = play(reading(100), command({type: 'move', lines: -height}), {
		type: 'runsAdded',
		at: start,
		ids: [name('other')],
	});
	const away = play(two, command({type: 'focus', pane: 'runs'}), command({type: 'move', lines: 1}));
	assert.equal(selectScreen(away).log.following, true);
	const home = play(away, command({type: 'move', lines: -1}));
	assert.equal(firstMessage(home), `line ${99 - height}`);
});

test('a search ignores case, n and N go to hits and wrap around, and the context stays visible', () => {
	const logs = lines(100).map((line, index) =>
		index % 25 === 10 ? entry(`CUDA out of memory ${index}`, index) : line,
	);
	const searched = play(
		readingOf(logs),
		command({type: 'jump', to: 'start'}),
		command({type: 'search'}),
		typed('cuda'),
		command({type: 'submit'}),
	);
	const {log} = selectScreen(searched);
	assert.deepEqual([log.hits, log.hitNumber], [4, 1]);
	assert.equal(log.rows.length, height);
	const numbers = [1, 1, 1, -1, -1].map((_, index, steps) => {
		const taken = steps
			.slice(0, index + 1)
			.map(step => command({type: 'next-hit', step: step === 1 ? 1 : -1}));
		return selectScreen(play(searched, ...taken)).log.hitNumber;
	});
	assert.deepEqual(numbers, [2, 3, 4, 3, 2]);
	const around = play(searched, command({type: 'next-hit', step: -1}));
	assert.equal(selectScreen(around).log.hitNumber, 4);
	assert.equal(
		selectScreen(around).log.rows.some(
			row => row.kind === 'entry' && row.current && row.index === 85,
		),
		true,
	);
});

test('case matters in a search with capitals (smart case)', () => {
	const found = (text: string) =>
		selectScreen(
			play(
				readingOf([entry('Error', 1), entry('error', 2)]),
				command({type: 'search'}),
				typed(text),
			),
		).log.hits;
	assert.deepEqual([found('error'), found('Error'), found('ERROR')], [2, 1, 0]);
});

test('n without a hit shows a notice and moves nothing', () => {
	const searched = play(
		reading(50),
		command({type: 'search'}),
		typed('nowhere'),
		command({type: 'submit'}),
	);
	const stepped = play(searched, command({type: 'next-hit', step: 1}));
	assert.deepEqual(stepped.view.notice?.notice, {kind: 'no-hit', text: 'nowhere'});
	assert.equal(selectScreen(stepped).log.following, true);
});

test('hits in later lines are counted', () => {
	const searched = play(
		reading(30),
		command({type: 'search'}),
		typed('line 3'),
		command({type: 'submit'}),
	);
	assert.equal(selectScreen(searched).log.hits, 1);
	assert.equal(selectScreen(play(searched, grown(40))).log.hits, 11);
	assert.equal(selectScreen(searched).log.hits, 1, 'an older snapshot does not see them');
});

test('e goes from error to error', () => {
	const logs = lines(90).map((line, index) =>
		index === 20 || index === 60 ? {...line, severity: 'error' as const} : line,
	);
	const next = command({type: 'next-error', step: 1});
	const at = (state: State) => state.view.logs.get('run')?.cursor?.index;
	const start1 = play(readingOf(logs), command({type: 'jump', to: 'start'}), next);
	assert.equal(at(start1), 20);
	assert.equal(at(play(start1, next)), 60);
	assert.equal(at(play(start1, next, next)), 20);
	assert.equal(selectScreen(start1).log.errors, 2);
});

test('a gap in the log is a row of its own', () => {
	const first = readingOf(lines(20));
	const slid = play(
		first,
		polled(
			'run',
			{},
			Array.from({length: 5}, (_, index) => entry(`much later ${index}`, 500 + index)),
		),
	);
	const {rows} = selectScreen(slid).log;
	assert.equal(rows.filter(row => row.kind === 'gap').length, 1);
	assert.equal(rows.length, height);
	assert.equal(messageOf(rows.at(-1)), 'much later 4');
});

test('whatever keys are pressed while lines arrive, the visible rows are a contiguous part of the log (property)', () => {
	const commands: fc.Arbitrary<Action> = fc.oneof(
		fc.integer({min: -40, max: 40}).map(by => command({type: 'move', lines: by})),
		fc.constantFrom(-1, -0.5, 0.5, 1).map(pages => command({type: 'page', pages})),
		fc.constantFrom('start' as const, 'end' as const).map(to => command({type: 'jump', to})),
		fc.constant(command({type: 'follow'})),
		fc.constant(command({type: 'zoom'})),
		fc
			.record({columns: fc.integer({min: 1, max: 200}), rows: fc.integer({min: 1, max: 70})})
			.map(cells => ({type: 'resized' as const, at: start, ...cells})),
		fc.integer({min: 0, max: 300}).map(grown),
	);
	fc.assert(
		fc.property(fc.array(commands, {maxLength: 30}), actions => {
			const state = play(reading(10), ...actions);
			const {rows, total, first, following} = selectScreen(state).log;
			const entries = rows.filter(row => row.kind === 'entry');
			const indices = entries.map(row => row.index);
			assert.deepEqual(
				indices,
				indices.map((_, place) => first + place),
			);
			assert.ok(indices.every(index => index < total));
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
	return play(
		initialState(size, start),
		{type: 'runsAdded', at: start, ids: [name('run')]},
		polled('run', {}, logs),
		command({type: 'focus', pane: 'log'}),
	);
}

function firstMessage(state: State): string {
	return messageOf(selectScreen(state).log.rows[0]);
}

function cursorMessage(state: State): string {
	const {rows} = selectScreen(state).log;
	return messageOf(rows.find(row => row.kind === 'entry' && row.current));
}

function messageOf(row: LogRow | undefined): string {
	return row?.kind === 'entry' ? row.entry.message.safe : '';
}

function command(given: Command): Action {
	return {type: 'commandInvoked', at: start, command: given};
}

function typed(text: string): Action {
	return {type: 'typed', at: start, text};
}

function play(state: State, ...actions: readonly Action[]): State {
	return actions.reduce((before, action) => reduce(before, action).state, state);
}
