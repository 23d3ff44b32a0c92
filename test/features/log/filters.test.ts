import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry, Severity} from '../../../source/core/log/log-entry.ts';
import {parseLogQuery} from '../../../source/core/log/log-query.ts';
import type {Action} from '../../../source/store/action.ts';
import type {State} from '../../../source/store/state.ts';
import {
	logOf,
	messageAtCursor,
	readingLog,
	shownEntries,
	shownMessages,
} from '../../helpers/log.ts';
import {stateAfter} from '../../helpers/play.ts';
import {shownOverlay} from '../../helpers/sample-model.ts';
import {entry, name, polled, start} from '../../helpers/values.ts';

const severities: readonly Severity[] = ['debug', 'info', 'warn', 'error'];
const fields = {startedAt: start - 5000};

/** An entry with its fields in its message: `7 warn n2`. */
function listed(index: number, severity: Severity = 'info', node = 1): LogEntry {
	return entry(`${index} ${severity} n${node}`, index, {severity, nodeId: name(String(node))});
}

function listedAll(count: number): readonly LogEntry[] {
	return Array.from({length: count}, (_, index) =>
		listed(index, severities[index % 4], Math.floor(index / 10)),
	);
}

function reading(logs: readonly LogEntry[], ids = ['a']): State {
	return readingLog(logs, {ids, fields});
}

function noticeOf({view}: State) {
	return view.notice?.notice.kind;
}

/** The response in which the log of the run `a` has this many entries. */
function grown(count: number): Action {
	return polled('a', {}, listedAll(count));
}

suite('filters', () => {
	test('L hides one more level of which there are entries, and then shows all', () => {
		const levels = (logs: readonly LogEntry[]) =>
			['L', 'L L', 'L L L', 'L L L L', 'L L L L L'].map(keys => {
				const {search, shown, total} = logOf(stateAfter(reading(logs), keys));
				return `${search} ${shown}/${total}`;
			});
		assert.deepEqual(levels(listedAll(20)), [
			'level:info 15/20',
			'level:warn 10/20',
			'level:error 5/20',
			' 20/20',
			'level:info 15/20',
		]);
		const some = [listed(0), listed(1), listed(2, 'error')];
		assert.deepEqual(levels(some).slice(0, 2), ['level:warn 1/3', ' 3/3']);
		const low = reading([listed(0, 'debug'), listed(1)]);
		assert.equal(logOf(stateAfter(low, 'L')).search, 'level:info');
		assert.equal(noticeOf(stateAfter(low, 'L L')), 'highest-level', 'never an empty log');
	});

	test('# shows only the node under the cursor, and then all again', () => {
		const logs = [listed(0), {...listed(1), nodeId: name('12')}, listed(2), entry('no node', 3)];
		assert.equal(noticeOf(stateAfter(reading(logs), '#')), 'no-node-here');
		assert.equal(noticeOf(stateAfter(reading([]), '#')), 'no-log');
		const filtered = stateAfter(reading([listed(0)]), '/ "level:error" enter #');
		assert.equal(noticeOf(filtered), 'nothing-shown');
		const one = stateAfter(reading(logs), 'up #');
		assert.deepEqual(shownMessages(one), ['0 info n1', '2 info n1']);
		assert.equal(messageAtCursor(one), '2 info n1');
		assert.equal(logOf(one).search, 'node:n1');
		assert.equal(shownMessages(stateAfter(one, '#')).length, 4);
		assert.equal(shownMessages(stateAfter(one, 'esc')).length, 4, 'esc shows all too');
	});

	test('& shows hits only, asks for a missing search, and keeps the position', () => {
		const requested = stateAfter(reading(listedAll(20)), '& "error"');
		assert.deepEqual(
			shownMessages(requested),
			[3, 7, 11, 15, 19].map(index => listedAll(20)[index]?.message.exact),
		);
		const searched = stateAfter(reading(listedAll(20)), 'g / "error" enter &');
		assert.equal(messageAtCursor(searched), '3 error n0');
		assert.deepEqual([logOf(searched).hitNumber, logOf(searched).shown], [1, 5]);
		const wider = stateAfter(searched, '&');
		assert.equal(shownMessages(wider).length, 20);
		assert.equal(messageAtCursor(wider), '3 error n0');
		assert.equal(logOf(stateAfter(searched, 'esc')).viewOptions.hitsOnly, false);
	});

	test('esc in the search restores the filter and the position', () => {
		const before = stateAfter(reading(listedAll(60)), '/ "level:warn" enter g');
		const typing = stateAfter(before, '/ " error"');
		assert.equal(logOf(typing).hits, 15);
		const left = stateAfter(typing, 'esc');
		assert.equal(logOf(left).search, 'level:warn');
		assert.equal(messageAtCursor(left), messageAtCursor(before));
	});

	test('whatever keys are pressed, the rows are the filtered entries in order, and the cursor is at one of them (property)', () => {
		const searches = ['error', 'n1', 'level:warn', '/(', 'nowhere'].map(
			text => `/ ctrl+u "${text}" enter`,
		);
		const cells = fc.record({
			columns: fc.integer({min: 90, max: 200}),
			rows: fc.integer({min: 1, max: 70}),
		});
		const keys = fc.oneof(
			fc.constantFrom(
				...'L # & up g G f w t z ctrl+u ctrl+d pageup pagedown'.split(' '),
				'esc 3',
				...searches,
			),
			fc.nat(60).map(grown),
			fc.integer({min: -30, max: 30}).map(lines => ({type: 'move', lines}) as const),
			cells.map(size => ({type: 'resized' as const, at: start, ...size})),
		);
		fc.assert(
			fc.property(fc.array(keys, {maxLength: 25}), pressed => {
				const state = stateAfter(reading(listedAll(30)), ...pressed);
				const log = logOf(state);
				const {shows, finds} = parseLogQuery(log.search);
				const passing = state.runs
					.get('a')
					?.log.entries.filter(
						each => shows(each) && (finds === null || !log.viewOptions.hitsOnly || finds(each)),
					);
				const rows = shownEntries(state);
				assert.equal(log.shown, passing?.length);
				assert.deepEqual(
					rows.map(row => row.entry),
					passing?.slice(log.scrollTop, log.scrollTop + rows.length),
				);
				const inSight = log.rows.length === 0 ? 0 : Math.min(1, log.shown);
				assert.equal(rows.filter(row => row.current).length, inSight);
				assert.ok(!log.following || inSight === 0 || rows.at(-1)?.entry === passing?.at(-1));
			}),
		);
	});
});

test('the position stays at its line whatever arrives, in one run and in all of them (property)', () => {
	const arrivals = fc.array(
		fc.record({run: fc.constantFrom('a', 'b'), seconds: fc.array(fc.nat(50), {maxLength: 10})}),
		{maxLength: 10},
	);
	const ways = fc.array(fc.constantFrom('L', 'w', '/ "7" enter', 'up'), {maxLength: 4});
	fc.assert(
		fc.property(fc.boolean(), fc.nat(40), ways, arrivals, (isAll, above, how, later) => {
			const told: Record<string, LogEntry[]> = {a: [...listedAll(45)], b: []};
			const before = stateAfter(
				reading(listedAll(45), ['a', 'b']),
				isAll ? 'A' : '',
				{type: 'move', lines: -above - 1},
				...how,
			);
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
				state = stateAfter(state, polled(run, fields, [...log]));
			}

			if (!logOf(before).following) {
				assert.equal(messageAtCursor(state), messageAtCursor(before));
				// In one run new entries come below, so the line keeps its row too.
				assert.ok(isAll || rowOf(state) === rowOf(before));
			}
		}),
	);
});

suite('columns and wrapping', () => {
	test('the time column shows the time of day, or the time since the start', () => {
		const state = reading([listed(0), listed(4, 'warn'), {...listed(10, 'warn'), at: null}]);
		const sinceAfter = (keys: string) =>
			shownEntries(stateAfter(state, keys)).map(({since}) => since);
		assert.deepEqual(['', 't', 't t'].map(sinceAfter), [
			[null, null, null],
			[5000, 9000, null],
			[null, null, null],
		]);
	});

	test('wrapped rows contain the whole message, word by word, and the cursor moves from entry to entry', () => {
		const long = Array.from({length: 60}, (_, index) => `word${index}`).join(' ');
		const state = stateAfter(reading([listed(0), entry(long, 1), listed(2)]), 'w');
		const rows = shownEntries(state).filter(row => row.entry.message.exact === long);
		assert.ok(rows.length > 3);
		assert.equal(rows.map(row => row.text.slice(row.part?.from, row.part?.to)).join(' '), long);
		assert.equal(messageAtCursor(stateAfter(state, 'up')), long);
		assert.equal(messageAtCursor(stateAfter(state, 'up up')), '0 info n1');
		assert.equal(logOf(stateAfter(state, 'l')).sideways, 0, 'wrapped lines do not move');
		const moved = stateAfter(reading(listedAll(5)), 'l right', grown(9));
		assert.equal(logOf(moved).sideways, 16);
		assert.equal(logOf(stateAfter(moved, 'h left h')).sideways, 0);
	});
});

suite('all runs as one', () => {
	const both = stateAfter(
		reading([listed(1), listed(3), listed(5)], ['a', 'b']),
		polled('b', {}, [listed(0), listed(2), listed(4)]),
	);

	test('the entries are in order of time with their run, and the cursor stays at its entry', () => {
		const state = stateAfter(both, 'up A');
		assert.deepEqual(
			shownEntries(state).map(row => `${row.run} ${row.entry.message.exact}`),
			['b 0', 'a 1', 'b 2', 'a 3', 'b 4', 'a 5'].map(text => `${text} info n1`),
		);
		assert.equal(messageAtCursor(state), '3 info n1');
		const alone = stateAfter(state, 'A');
		assert.equal(messageAtCursor(alone), '3 info n1');
		assert.deepEqual(shownMessages(alone), ['1 info n1', '3 info n1', '5 info n1']);
	});

	test('from an entry of another run, the log returns to the position in its own run; enter opens the entry with its run', () => {
		const state = stateAfter(both, 'A up up up');
		assert.equal(messageAtCursor(state), '2 info n1');
		const {content} = shownOverlay(stateAfter(state, 'enter'), 'entry');
		assert.deepEqual([content?.run.id, content?.entry.message.exact], ['b', '2 info n1']);
		const alone = stateAfter(state, 'A');
		assert.deepEqual([logOf(alone).following, messageAtCursor(alone)], [true, '5 info n1']);
	});
});

test('a selection reaches from where it began to the cursor, in either direction, and ends with esc or V', () => {
	const selected = (state: State) =>
		shownEntries(state).flatMap(row => (row.selected ? [row.index] : []));
	const begun = stateAfter(reading(listedAll(30)), 'up up V');
	assert.equal(logOf(begun).selected, 1);
	const higher = stateAfter(begun, 'up up');
	assert.deepEqual(selected(higher), [25, 26, 27]);
	const lower = stateAfter(higher, 'j j j j');
	assert.deepEqual(selected(lower), [27, 28, 29]);
	assert.equal(logOf(lower).following, false, 'the end does not run away from it');
	assert.deepEqual(
		[[grown(35)], ['esc'], ['V']].map(steps => logOf(stateAfter(lower, ...steps)).selected),
		[3, 0, 0],
	);
});
