import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry, Severity} from '../../../source/core/log/log-entry.ts';
import {parseLogQuery} from '../../../source/core/log/log-query.ts';
import type {LogModel} from '../../../source/features/log/select.ts';
import type {Action} from '../../../source/store/action.ts';
import {selectScreen} from '../../../source/store/selectors.ts';
import type {State} from '../../../source/store/state.ts';
import {
	readingLog,
	rowAtCursor,
	searching,
	shownEntries,
	shownMessages,
} from '../../helpers/log.ts';
import {invoked, stateAfter, typed} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

const severities: readonly Severity[] = ['debug', 'info', 'warn', 'error'];

/** An entry with its fields in its message: `7 warn n2`. */
function listed(index: number, severity: Severity = 'info', node = 1): LogEntry {
	return entry(`${index} ${severity} n${node}`, index, {severity, nodeId: name(String(node))});
}

function listedAll(count: number): readonly LogEntry[] {
	return Array.from({length: count}, (_, index) =>
		listed(index, severities[index % 4], Math.floor(index / 10)),
	);
}

const play = stateAfter;

function reading(logs: readonly LogEntry[], ids: readonly string[] = ['a']): State {
	return readingLog(logs, {ids: [...ids], fields: {startedAt: start - 5000}});
}

function logOf(state: State): LogModel {
	return selectScreen(state).log;
}

function current(state: State): string | undefined {
	return rowAtCursor(state)?.entry.message.exact;
}

/** The response in which the log of the run `a` has this many entries. */
function grown(count: number): Action {
	return polled('a', {}, listedAll(count));
}

const L = invoked({type: 'least-level'});
const node = invoked({type: 'one-node'});
const hits = invoked({type: 'hits-only'});
const all = invoked({type: 'all-logs'});
const wrap = invoked({type: 'wrap'});
const time = invoked({type: 'time-mode'});
const select = invoked({type: 'select-lines'});
const back = invoked({type: 'back'});
const up = invoked({type: 'move', lines: -1});
const top = invoked({type: 'jump', to: 'start'});
const end = invoked({type: 'jump', to: 'end'});

suite('filters', () => {
	test('L hides one more level of which there are entries, and then shows all', () => {
		const levels = (logs: readonly LogEntry[]) => {
			let state = reading(logs);
			return Array.from({length: 5}, () => {
				state = play(state, L);
				const {search, shown, total} = logOf(state);
				return `${search} ${shown}/${total}`;
			});
		};
		assert.deepEqual(levels(listedAll(20)), [
			'level:info 15/20',
			'level:warn 10/20',
			'level:error 5/20',
			' 20/20',
			'level:info 15/20',
		]);
		const some = [listed(0), listed(1), listed(2, 'error')];
		assert.deepEqual(levels(some).slice(0, 2), ['level:warn 1/3', ' 3/3']);
	});

	test('# shows only the node under the cursor, and then all again', () => {
		const logs = [listed(0), {...listed(1), nodeId: name('12')}, listed(2), entry('no node', 3)];
		const none = play(reading(logs), node);
		assert.deepEqual(none.view.notice?.notice, {kind: 'no-node-here'});
		assert.deepEqual(play(reading([]), node).view.notice?.notice, {kind: 'no-log'});
		const filtered = play(reading([listed(0)]), ...searching('level:error'), node);
		assert.deepEqual(filtered.view.notice?.notice, {kind: 'nothing-shown'});
		const one = play(reading(logs), up, node);
		assert.deepEqual(shownMessages(one), ['0 info n1', '2 info n1']);
		assert.equal(current(one), '2 info n1');
		assert.equal(logOf(one).search, 'node:n1');
		assert.equal(shownMessages(play(one, node)).length, 4);
		assert.equal(shownMessages(play(one, back)).length, 4, 'esc shows all too');
	});

	test('& shows hits only, asks for a missing search, and keeps the position', () => {
		const requested = play(reading(listedAll(20)), hits);
		assert.equal(requested.view.prompt?.purpose, 'search');
		assert.deepEqual(
			shownMessages(play(requested, typed('error'))),
			[3, 7, 11, 15, 19].map(index => listedAll(20)[index]?.message.exact),
		);
		const searched = play(reading(listedAll(20)), top, ...searching('error'), hits);
		assert.equal(current(searched), '3 error n0');
		assert.deepEqual([logOf(searched).hitNumber, logOf(searched).shown], [1, 5]);
		const wider = play(searched, hits);
		assert.equal(shownMessages(wider).length, 20);
		assert.equal(current(wider), '3 error n0');
		assert.equal(logOf(play(searched, back)).viewOptions.hitsOnly, false);
	});

	test('esc in the search restores the filter and the position', () => {
		const before = play(reading(listedAll(60)), ...searching('level:warn'), top);
		const typing = play(before, invoked({type: 'search'}), typed(' error'));
		assert.equal(logOf(typing).hits, 15);
		const left = play(typing, back);
		assert.equal(logOf(left).search, 'level:warn');
		assert.equal(current(left), current(before));
	});

	test('a search says that its expression is invalid or too slow', () => {
		const state = reading([listed(0), entry(`${'a'.repeat(60)}!`, 1)]);
		const problemOf = (text: string) => logOf(play(state, ...searching(text))).searchProblem;
		assert.equal(problemOf('/[01'), 'invalid');
		assert.equal(problemOf('/[01]'), null);
		assert.equal(problemOf('/(a+)+$'), 'too-slow');
	});

	test('whatever keys are pressed, the rows are the filtered entries in order, and the cursor is at one of them (property)', () => {
		const keys = fc.oneof(
			fc.constantFrom(L, node, hits, up, top, end, wrap, time, back),
			fc.constantFrom('error', 'n1', '/n[02]$', '/(', 'nowhere').map(searching),
			fc.nat(60).map(grown),
			fc.integer({min: -30, max: 30}).map(by => invoked({type: 'move', lines: by})),
		);
		fc.assert(
			fc.property(fc.array(keys, {maxLength: 25}), pressed => {
				const state = play(reading(listedAll(30)), ...pressed.flat());
				const log = logOf(state);
				const told = state.runs.get('a')?.log.entries ?? [];
				const {shows, finds} = parseLogQuery(log.search);
				const passing = told.filter(
					each => shows(each) && (finds === null || !log.viewOptions.hitsOnly || finds(each)),
				);
				const rows = shownEntries(state);
				assert.equal(log.shown, passing.length);
				assert.deepEqual(
					rows.map(row => row.entry),
					passing.slice(log.scrollTop, log.scrollTop + rows.length),
				);
				assert.equal(rows.filter(row => row.current).length, Math.min(1, passing.length));
			}),
		);
	});
});

suite('the position', () => {
	test('stays at its line whatever arrives, in one run and in all of them (property)', () => {
		const arrivals = fc.array(
			fc.record({run: fc.constantFrom('a', 'b'), seconds: fc.array(fc.nat(50), {maxLength: 10})}),
			{maxLength: 10},
		);
		const ways = fc.array(fc.constantFrom(L, wrap, ...searching('7'), up), {maxLength: 4});
		fc.assert(
			fc.property(fc.boolean(), fc.nat(40), ways, arrivals, (isAll, above, how, later) => {
				const told: Record<string, LogEntry[]> = {a: [...listedAll(45)], b: []};
				const before = play(
					reading(listedAll(45), ['a', 'b']),
					...(isAll ? [all] : []),
					invoked({type: 'move', lines: -above - 1}),
					...how,
				);
				const line = current(before);
				const isHeld = !logOf(before).following;
				const rowOf = (state: State) =>
					logOf(state).rows.findIndex(each => each.kind === 'entry' && each.current);
				let state = before;

				for (const {run, seconds} of later) {
					const log = (told[run] ??= []);
					log.push(
						...seconds.map(second =>
							entry(`${run} ${log.length} ${second}`, second, {severity: 'error'}),
						),
					);
					state = play(state, polled(run, {startedAt: start - 5000}, [...log]));
				}

				if (isHeld) {
					assert.equal(current(state), line);
				}

				// In one run new entries come below, so the line keeps its row too.
				if (isHeld && !isAll) {
					assert.equal(rowOf(state), rowOf(before));
				}
			}),
		);
	});
});

suite('columns and wrapping', () => {
	test('the time column shows the time of day, or the time since the start', () => {
		const state = reading([listed(0), listed(4, 'warn'), {...listed(10, 'warn'), at: null}]);
		const sinceOf = (each: State) => shownEntries(each).map(({since}) => since);
		assert.deepEqual(sinceOf(state), [null, null, null]);
		assert.deepEqual(sinceOf(play(state, time)), [5000, 9000, null]);
		assert.deepEqual(sinceOf(play(state, time, time)), [null, null, null]);
	});

	test('wrapped rows contain the whole message, word by word, and the cursor moves from entry to entry', () => {
		const long = Array.from({length: 60}, (_, index) => `word${index}`).join(' ');
		const state = play(reading([listed(0), entry(long, 1), listed(2)]), wrap);
		const rows = shownEntries(state).filter(row => row.entry.message.exact === long);
		assert.ok(rows.length > 3);
		assert.equal(rows.map(row => row.text.slice(row.part?.from, row.part?.to)).join(' '), long);
		assert.equal(current(play(state, up)), long);
		assert.equal(current(play(state, up, up)), '0 info n1');
		const moved = play(state, invoked({type: 'sideways', cells: 8}));
		assert.equal(logOf(moved).sideways, 0, 'wrapped lines do not move');
	});

	test('the sideways scroll stays when lines arrive, and stops at the beginning', () => {
		const right = invoked({type: 'sideways', cells: 8});
		const left = invoked({type: 'sideways', cells: -8});
		const moved = play(reading(listedAll(5)), right, right, grown(9));
		assert.equal(logOf(moved).sideways, 16);
		assert.equal(logOf(play(moved, left, left, left)).sideways, 0);
	});
});

suite('all runs as one', () => {
	const both = (): State =>
		play(
			reading([listed(1), listed(3), listed(5)], ['a', 'b']),
			polled('b', {}, [listed(0), listed(2), listed(4)]),
		);

	test('the entries are in order of time with their run, and the cursor stays at its entry', () => {
		const state = play(both(), up, all);
		const rows = shownEntries(state);
		assert.deepEqual(
			rows.map(row => `${row.run} ${row.entry.message.exact}`),
			['b 0', 'a 1', 'b 2', 'a 3', 'b 4', 'a 5'].map(text => `${text} info n1`),
		);
		assert.equal(current(state), '3 info n1');
		assert.equal(logOf(state).total, 6);
		const alone = play(state, all);
		assert.equal(current(alone), '3 info n1');
		assert.deepEqual(shownMessages(alone), ['1 info n1', '3 info n1', '5 info n1']);
	});

	test('from an entry of another run, the log returns to the position in its own run', () => {
		const state = play(both(), all, invoked({type: 'move', lines: -3}));
		assert.equal(current(state), '2 info n1');
		const alone = play(state, all);
		assert.equal(logOf(alone).following, true);
		assert.equal(current(alone), '5 info n1');
	});

	test('an entry of another run opens with that run', () => {
		const state = play(both(), all, up, invoked({type: 'enter'}));
		const {content} = shownOverlay(state, 'entry');
		assert.equal(content?.run.id, 'b');
		assert.equal(content.entry.message.exact, '4 info n1');
	});
});

suite('a selection', () => {
	test('reaches from where it began to the cursor, in either direction, and ends with esc or V', () => {
		const selected = (state: State) =>
			shownEntries(state).flatMap(row => (row.selected ? [row.index] : []));
		const begun = play(reading(listedAll(30)), up, up, select);
		assert.equal(logOf(begun).selected, 1);
		const higher = play(begun, up, up);
		assert.deepEqual(selected(higher), [25, 26, 27]);
		const lower = play(higher, invoked({type: 'move', lines: 4}));
		assert.deepEqual(selected(lower), [27, 28, 29]);
		assert.equal(logOf(lower).following, false, 'the end does not run away from it');
		assert.equal(logOf(play(lower, grown(35))).selected, 3);
		assert.equal(logOf(play(lower, back)).selected, 0);
		assert.equal(logOf(play(lower, select)).selected, 0);
	});
});
