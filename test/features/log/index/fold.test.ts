import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import type {Action} from '../../../../source/store/action.ts';
import type {Command} from '../../../../source/store/command.ts';
import {shownExcerpt} from '../../../../source/features/log/export/excerpt.ts';
import {reduce} from '../../../../source/store/reducer.ts';
import {selectScreen} from '../../../../source/store/selectors.ts';
import {initialState, type State} from '../../../../source/store/state.ts';
import {polled, entry, name, start} from '../../../helpers/values.ts';

function command(one: Command): Action {
	return {type: 'commandInvoked', at: start, command: one};
}

function play(state: State, ...actions: readonly Action[]): State {
	return actions.reduce((before, action) => reduce(before, action).state, state);
}

function of(
	node: string | null,
	text: string,
	second: number,
	change: Partial<LogEntry> = {},
): LogEntry {
	return entry(text, second, {nodeId: node === null ? null : name(node), ...change});
}

const log = [
	of(null, 'started', 0),
	of('4', 'loading', 0),
	of('4', 'loaded', 2),
	of('3', 'step 1', 3),
	of('3', 'boom', 5, {severity: 'error'}),
	of('4', 'late', 6),
	of('3', 'step 2', 9),
	of(null, 'ended', 9),
];

function reading(logs: readonly LogEntry[] = log): State {
	return play(
		initialState({columns: 100, rows: 40}, start),
		{type: 'runsAdded', at: start, ids: [name('wfrun_1')]},
		polled('wfrun_1', {}, logs),
		command({type: 'focus', pane: 'log'}),
	);
}

/** The message of each line, with its folded entries and their time. */
function lines(state: State): readonly string[] {
	return selectScreen(state).log.rows.flatMap(row =>
		row.kind === 'entry'
			? [
					row.fold === null
						? row.entry.message.exact
						: `${row.entry.message.exact} +${row.fold.hidden} ${row.fold.time}`,
				]
			: [],
	);
}

const fold = command({type: 'fold'});
const unfold = command({type: 'unfold'});
const first = command({type: 'jump', to: 'start'});
const down = command({type: 'move', lines: 1});

test('a folded log has one line for each node, with the number of its entries and their time; errors stay', () => {
	const folded = play(reading(), fold);
	assert.deepEqual(lines(folded), [
		'started',
		'loading +2 6000',
		'step 1 +1 6000',
		'boom',
		'ended',
	]);
	assert.equal(selectScreen(folded).log.folded, true);
	assert.deepEqual(lines(play(folded, fold)), lines(reading()));
	const grown = play(folded, polled('wfrun_1', {}, [...log, of('3', 'step 3', 12)]));
	assert.equal(lines(grown)[2], 'step 1 +2 9000');
});

test('enter and space unfold the node under the cursor, and the cursor stays there; space folds it again', () => {
	const atNode = play(reading(), fold, first, down);
	const before = lines(atNode);

	for (const key of [unfold, command({type: 'enter'})]) {
		const open = play(reading(), fold, first, down, key);
		assert.deepEqual(lines(open), [
			'started',
			'loading',
			'loaded',
			'step 1 +1 6000',
			'boom',
			'late',
			'ended',
		]);
		const inside = play(open, down, unfold);
		assert.deepEqual(lines(inside), before);
		const {rows} = selectScreen(inside).log;
		assert.ok(rows.some(row => row.kind === 'entry' && row.current && row.entry === log[1]));
	}

	const entryOpen = play(reading(), fold, first, command({type: 'enter'}));
	assert.equal(
		entryOpen.view.overlay?.kind,
		'entry',
		'a line that stands for itself is shown whole',
	);
});

test('a search, the filter of a node and the log of all runs are not folded', () => {
	const node = play(reading(), fold, first, down, command({type: 'one-node'}));
	assert.deepEqual(lines(node), ['loading', 'loaded', 'late']);
	const searched = play(reading(), fold, command({type: 'search'}), {
		type: 'typed',
		at: start,
		text: 'step',
	});
	assert.equal(lines(searched).length, log.length);
	const all = play(reading(), fold, command({type: 'all-logs'}));
	assert.equal(lines(all).length, log.length);
	assert.equal(lines(play(all, fold)).length, log.length, 'folds are off');
});

test('a folded log is saved whole', () => {
	const excerpt = shownExcerpt(play(reading(), fold));
	assert.ok(typeof excerpt !== 'string');
	assert.equal([...excerpt.portions].flat().length, log.length);
});

test('every entry is shown or counted once (property)', () => {
	const anyEntry = fc
		.record({
			node: fc.option(fc.constantFrom('1', '2', '3')),
			second: fc.nat(20),
			error: fc.boolean(),
		})
		.map(({node, second, error}) => of(node, 'x', second, {severity: error ? 'error' : 'info'}));
	fc.assert(
		fc.property(fc.array(anyEntry, {maxLength: 25}), logs => {
			const {rows} = selectScreen(play(reading(logs), fold)).log;
			const counted = rows.map(row => (row.kind === 'entry' ? 1 + (row.fold?.hidden ?? 0) : 0));
			assert.equal(
				counted.reduce((sum, count) => sum + count, 0),
				logs.length,
			);
		}),
	);
});
