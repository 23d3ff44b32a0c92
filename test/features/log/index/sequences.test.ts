import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import {LogStore} from '../../../../source/core/log/log-store.ts';
import {LogLayer} from '../../../../source/features/log/index/layer.ts';
import {compileSearch, matchEntries} from '../../../../source/features/log/index/matcher.ts';
import {MergedSequence} from '../../../../source/features/log/index/merged-sequence.ts';
import {NumberList} from '../../../../source/features/log/index/number-list.ts';
import {
	isSameRef,
	RunSequence,
	type LogSequence,
} from '../../../../source/features/log/index/sequence.ts';
import {entry} from '../../../helpers/values.ts';

const portions = fc.integer({min: 1, max: 40});

test('entries of two runs with the same index are two entries', () => {
	assert.ok(isSameRef({run: 'a', index: 1}, {run: 'a', index: 1}));
	assert.ok(!isSameRef({run: 'a', index: 1}, {run: 'b', index: 1}));
	assert.ok(!isSameRef({run: 'a', index: 1}, {run: 'a', index: 2}));
	assert.ok(!isSameRef({run: 'a', index: 1}, null));
	assert.ok(isSameRef(null, undefined));
});

test('a layer is a filter of the sequence below it, however that grows; older layers stay as they are (property)', () => {
	const steps = fc.array(
		fc.record({numbers: fc.array(fc.nat(9), {maxLength: 20}), units: portions}),
		{maxLength: 12},
	);
	fc.assert(
		fc.property(steps, grown => {
			const store = new LogStore();
			let base = new RunSequence('run', {store, length: 0});
			let odd = new LogLayer(base, {keeps: ({message}) => isOdd(message.exact), cost: () => 1});
			let high = new LogLayer(odd, {
				keeps: () => false,
				cost: () => 1,
				keepsAll: entries => entries.map(({message}) => Number(message.exact) > 4),
			});
			const layers: Array<{readonly layer: LogLayer; readonly texts: readonly string[]}> = [];

			for (const {numbers, units} of grown) {
				store.entries.push(...numbers.map(number => entry(String(number))));
				const budget = {left: units};
				const longer = base.over({store, length: store.entries.length});
				base = longer.sequence;
				const below = odd.over(longer, budget);
				odd = below.sequence;
				high = high.over(below, budget).sequence;
				const texts = textsOf(high);
				layers.push({layer: high, texts});
				assert.deepEqual(texts, oddAbove(store).slice(0, texts.length));
			}

			for (const {layer, texts} of layers.toReversed()) {
				const whole = finish(layer);
				assert.deepEqual(textsOf(layer), texts);
				assert.deepEqual(textsOf(whole).slice(0, texts.length), texts);
				assertPlaces(whole);
			}

			assert.deepEqual(textsOf(finish(high)), oddAbove(store));
		}),
	);
});

test('logs are merged in order of time, however they arrive, and layers follow; older ones stay as they are (property)', () => {
	const arrivals = fc.array(
		fc.record({
			run: fc.nat(2),
			seconds: fc.array(fc.option(fc.nat(30)), {maxLength: 8}),
			units: fc.nat(1500),
		}),
		{maxLength: 15},
	);
	fc.assert(
		fc.property(arrivals, steps => {
			const stores = [new LogStore(), new LogStore(), new LogStore()];
			let merged = new MergedSequence();
			let layer = new LogLayer(merged, {
				keeps: ({message}) => message.exact.length % 2 === 0,
				cost: () => 1,
			});
			const older: Array<{readonly layer: LogLayer; readonly texts: readonly string[]}> = [];

			for (const {run, seconds, units} of [...steps, {run: 0, seconds: [], units: 0}]) {
				const store = stores[run];
				assert.ok(store !== undefined);
				const added = seconds.map((second, index) => {
					const text = `${run}:${store.entries.length + index}`;
					return second === null ? entry(text, 0, {at: null}) : entry(text, second);
				});
				store.entries.push(...added);
				const budget = {left: units};
				const grown = merged.over(logsOf(stores));
				const extended = grown.sequence.extend(budget);
				merged = extended.sequence;
				const kept = Math.min(grown.kept, extended.kept);
				layer = layer.over({sequence: merged, kept}, budget).sequence;
				older.push({layer, texts: textsOf(layer)});
			}

			const expected = mergedTexts(stores);
			const whole = finish(layer);
			assert.deepEqual(textsOf(finish(merged)), expected);
			const kept = expected.filter(text => text.length % 2 === 0);
			assert.deepEqual(textsOf(whole), kept);
			assertPlaces(finish(merged));
			assertPlaces(whole);

			for (const {layer: past, texts} of older) {
				assert.deepEqual(textsOf(past), texts);
			}
		}),
	);
});

test('logs that grow at the same time are merged on, and unchanged ones stay the same sequence', () => {
	const stores = [new LogStore(), new LogStore()];
	const grow = (second: number): void =>
		stores.forEach((store, run) => store.entries.push(entry(`${run}:${second}`, second)));
	grow(1);
	const merged = finish(new MergedSequence().over(logsOf(stores)).sequence);
	assert.equal(merged.over(logsOf(stores)).sequence, merged);
	grow(2);
	const grown = finish(merged.over(logsOf(stores)).sequence);
	assert.deepEqual(textsOf(grown), ['0:1', '1:1', '0:2', '1:2']);
});

test('an entry outside of the log has no place in it', () => {
	const store = new LogStore();
	store.entries.push(entry('a'), entry('b'), entry('later'));
	assertPlaces(new RunSequence('run', {store, length: 2}));
});

test('an expression that takes too long for one entry gives up, and keeps what it found before', () => {
	const store = new LogStore();
	const slow = `${'a'.repeat(60)}b`;
	store.entries.push(entry('aa'), entry('xaa'), entry(slow), entry('aa'));
	const matcher = compileSearch('/(a+)+$');
	assert.ok(typeof matcher !== 'string');
	const layer = new LogLayer(new RunSequence('run', {store, length: 4}), {
		keeps: () => false,
		cost: () => 1,
		keepsAll: (entries, attempt) => matchEntries(entries, matcher, attempt),
	});
	const whole = finish(layer);
	assert.equal(whole.gaveUp, true);
	assert.deepEqual(textsOf(whole), ['aa', 'xaa']);
});

test('lists of numbers that share their pages do not see the numbers of each other (property)', () => {
	const edits = fc.array(
		fc.oneof(
			fc.record({list: fc.nat(), cut: fc.nat(9000)}),
			fc.record({list: fc.nat(), add: fc.nat(5000)}),
		),
		{maxLength: 10},
	);
	fc.assert(
		fc.property(edits, steps => {
			const lists = [{list: new NumberList(), numbers: [] as readonly number[]}];

			for (const [round, edit] of steps.entries()) {
				const source = lists[edit.list % lists.length];
				assert.ok(source !== undefined);
				const {list, numbers} = source;
				const copy = list.copy();

				if ('cut' in edit) {
					copy.cut(edit.cut);
					lists.push({list: copy, numbers: numbers.slice(0, edit.cut)});
				} else {
					const more = Array.from({length: edit.add}, (_, index) => round * 10_000 + index);

					for (const number of more) {
						copy.push(number);
					}

					lists.push({list: copy, numbers: [...numbers, ...more]});
				}
			}

			for (const {list, numbers} of lists) {
				assert.equal(list.length, numbers.length);
				assert.ok(numbers.every((number, index) => list.at(index) === number));
				assert.equal(list.at(numbers.length), undefined);
			}
		}),
		{numRuns: 50},
	);
});

function isOdd(text: string): boolean {
	return Number(text) % 2 === 1;
}

function oddAbove(store: LogStore): readonly string[] {
	return store.entries
		.map(({message}) => message.exact)
		.filter(text => isOdd(text) && Number(text) > 4);
}

function logsOf(stores: readonly LogStore[]) {
	return stores.map((store, index) => ({
		run: `run ${index}`,
		log: {store, length: store.entries.length},
	}));
}

/**
 * A simple model of the merged log: all entries, sorted by time. The time of an entry is the latest one in its log up
 * to and including this entry.
 */
function mergedTexts(stores: readonly LogStore[]): readonly string[] {
	return stores
		.flatMap((store, run) => {
			let time = Number.NEGATIVE_INFINITY;
			return store.entries.map((listed: LogEntry, index) => {
				time = Math.max(time, listed.at ?? time);
				return {time, run, index, text: listed.message.exact};
			});
		})
		.toSorted((a, b) =>
			a.time === b.time ? a.run - b.run || a.index - b.index : a.time < b.time ? -1 : 1,
		)
		.map(({text}) => text);
}

function textsOf(sequence: LogSequence): readonly string[] {
	return Array.from(
		{length: sequence.length},
		(_, place) => sequence.entryAt(place)?.message.exact ?? '',
	);
}

/** Checks that each entry is found at its place. */
function assertPlaces(sequence: LogSequence): void {
	for (const outside of [-1, sequence.length]) {
		assert.deepEqual([sequence.refAt(outside), sequence.entryAt(outside)], [undefined, undefined]);
	}

	for (let place = 0; place < sequence.length; place++) {
		const ref = sequence.refAt(place);
		assert.equal(ref === undefined ? -1 : sequence.placeOf(ref), place);
	}
}

function finish<Sequence extends LogSequence>(sequence: Sequence): Sequence {
	let extended = sequence;

	for (let rounds = 0; !extended.complete; rounds++) {
		assert.ok(rounds < 1000, 'it ends');
		extended = extended.extend({left: 100}).sequence as Sequence;
	}

	return extended;
}
