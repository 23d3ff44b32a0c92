import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import {LogStore} from '../../../../source/core/log/log-store.ts';
import type {LogEntry} from '../../../../source/core/log/log-entry.ts';
import {LogLayer} from '../../../../source/features/log/index/layer.ts';
import {RunSequence, type LogSequence} from '../../../../source/features/log/index/sequence.ts';
import {MergedSequence} from '../../../../source/features/log/index/merged-sequence.ts';
import {entry} from '../../../helpers/values.ts';

const portions = fc.integer({min: 1, max: 40});

test('a layer is a filter of what is below it, however that grows (property)', () => {
	const steps = fc.array(
		fc.record({numbers: fc.array(fc.nat(9), {maxLength: 20}), units: portions}),
		{maxLength: 12},
	);
	fc.assert(
		fc.property(steps, grown => {
			const store = new LogStore();
			const base = new RunSequence('run', store);
			const odd = new LogLayer(base, {keeps: ({message}) => isOdd(message.exact), cost: () => 1});
			const watched = new LogLayer(odd, {
				keeps: ({message}) => Number(message.exact) > 4,
				cost: () => 1,
				watched: true,
			});

			for (const {numbers, units} of grown) {
				store.entries.push(...numbers.map(number => entry(String(number))));
				watched.grow(units);
				const known = textsOf(watched);
				assert.deepEqual(known, oddAbove(store).slice(0, known.length));
			}

			finish(watched);
			assert.deepEqual(textsOf(watched), oddAbove(store));
			assertPlaces(watched);
		}),
	);
});

test('logs are merged in order of time, however they arrive, and layers follow (property)', () => {
	const arrivals = fc.array(
		fc.record({
			run: fc.nat(2),
			seconds: fc.array(fc.option(fc.nat(30)), {maxLength: 8}),
			units: portions,
		}),
		{maxLength: 15},
	);
	fc.assert(
		fc.property(arrivals, steps => {
			const books = [new LogStore(), new LogStore(), new LogStore()];
			const merged = new MergedSequence();
			const layer = new LogLayer(merged, {
				keeps: ({message}) => message.exact.length % 2 === 0,
				cost: () => 1,
			});

			for (const {run, seconds, units} of steps) {
				const store = books[run];
				store?.entries.push(
					...seconds.map((second, index) =>
						entry(
							`${run}:${store.entries.length + index}`,
							second ?? 0,
							second === null ? {at: null} : {},
						),
					),
				);
				merged.add(logsOf(books));
				layer.grow(units);
			}

			merged.add(logsOf(books));
			finish(layer);
			const expected = mergedTexts(books);
			assert.deepEqual(textsOf(merged), expected);
			assert.deepEqual(
				textsOf(layer),
				expected.filter(text => text.length % 2 === 0),
			);
			assertPlaces(merged);
			assertPlaces(layer);
		}),
	);
});

test('an expression that takes too long for one entry gives up, and keeps what it found before', () => {
	const store = new LogStore();
	const slow = `${'a'.repeat(60)}b`;
	store.entries.push(entry('aa'), entry('xaa'), entry(slow), entry('aa'));
	const pattern = /(a+)+$/;
	const layer = new LogLayer(new RunSequence('run', store), {
		keeps: ({message}) => pattern.test(message.exact),
		cost: () => 1,
		watched: true,
	});
	finish(layer);
	assert.equal(layer.gaveUp, true);
	assert.deepEqual(textsOf(layer), ['aa', 'xaa']);
});

function isOdd(text: string): boolean {
	return Number(text) % 2 === 1;
}

function oddAbove(store: LogStore): readonly string[] {
	return store.entries
		.map(({message}) => message.exact)
		.filter(text => isOdd(text) && Number(text) > 4);
}

function logsOf(books: readonly LogStore[]) {
	return books.map((store, index) => ({
		run: `run ${index}`,
		store,
		length: store.entries.length,
	}));
}

/** The plain way: all entries, each with the latest time of its log up to it, sorted. */
function mergedTexts(books: readonly LogStore[]): readonly string[] {
	return books
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

/** Every entry is found again at its place by what it is called. */
function assertPlaces(sequence: LogSequence): void {
	for (let place = 0; place < sequence.length; place++) {
		const ref = sequence.refAt(place);
		assert.equal(ref === undefined ? -1 : sequence.placeOf(ref), place);
	}
}

function finish(sequence: LogSequence): void {
	for (let rounds = 0; !sequence.complete; rounds++) {
		assert.ok(rounds < 1000, 'it comes to an end');
		sequence.grow(100);
	}
}
