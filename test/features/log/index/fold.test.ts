import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import {selectScreen} from '../../../../source/store/selectors.ts';
import type {State} from '../../../../source/store/state.ts';
import {readingLog, rowAtCursor, shownEntries} from '../../../helpers/log.ts';
import {invoked, stateAfter, typed} from '../../../helpers/play.ts';
import {entry, name, polled} from '../../../helpers/values.ts';

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

/**
 * Returns a text for each line of the log: its message. For a folded node, the number of hidden entries and the time
 * between the node's earliest and latest entry, in milliseconds, follow: `loading +2 6000`.
 */
function lines(state: State): readonly string[] {
	return shownEntries(state).map(({entry: {message}, fold: folded}) =>
		folded === null ? message.exact : `${message.exact} +${folded.hidden} ${folded.time}`,
	);
}

const fold = invoked({type: 'fold'});
const unfold = invoked({type: 'unfold'});
const first = invoked({type: 'jump', to: 'start'});
const down = invoked({type: 'move', lines: 1});

test('a folded log has one line for each node, with the number of its entries and their time; errors stay', () => {
	const folded = stateAfter(readingLog(log), fold);
	const rows = ['started', 'loading +2 6000', 'step 1 +1 6000', 'boom', 'ended'];
	assert.deepEqual(lines(folded), rows);
	assert.equal(selectScreen(folded).log.folded, true);
	assert.deepEqual(lines(stateAfter(folded, fold)), lines(readingLog(log)));
	assert.equal(lines(stateAfter(readingLog(log.slice(0, 2)), fold))[1], 'loading', 'hides nothing');
	const grown = stateAfter(folded, polled('a', {}, [...log, of('3', 'step 3', 12)]));
	assert.equal(lines(grown)[2], 'step 1 +2 9000');
});

test('enter and space unfold the node under the cursor, and the cursor stays there; space folds it again', () => {
	const atNode = stateAfter(readingLog(log), fold, first, down);
	const before = lines(atNode);
	const opened = ['started', 'loading', 'loaded', 'step 1 +1 6000', 'boom', 'late', 'ended'];

	for (const key of [unfold, invoked({type: 'enter'})]) {
		const open = stateAfter(atNode, key);
		assert.deepEqual(lines(open), opened);
		const inside = stateAfter(open, down, unfold);
		assert.deepEqual(lines(inside), before);
		assert.equal(rowAtCursor(inside)?.entry, log[1]);
	}

	// A line that stands for itself is shown whole.
	const entryOpen = stateAfter(readingLog(log), fold, first, invoked({type: 'enter'}));
	assert.equal(entryOpen.view.overlay?.kind, 'entry');
});

test('a search, the filter of a node and the log of all runs are not folded', () => {
	const folded = stateAfter(readingLog(log), fold);
	const node = stateAfter(folded, first, down, invoked({type: 'one-node'}));
	assert.deepEqual(lines(node), ['loading', 'loaded', 'late']);
	const searched = stateAfter(folded, invoked({type: 'search'}), typed('step'));
	assert.equal(lines(searched).length, log.length);
	const all = stateAfter(folded, invoked({type: 'all-logs'}));
	assert.equal(lines(all).length, log.length);
	assert.equal(lines(stateAfter(all, fold)).length, log.length, 'folds are off');
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
			const rows = shownEntries(stateAfter(readingLog(logs), fold));
			const counted = rows.reduce((sum, row) => sum + 1 + (row.fold?.hidden ?? 0), 0);
			assert.equal(counted, logs.length);
		}),
	);
});
