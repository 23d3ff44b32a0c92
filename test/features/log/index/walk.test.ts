import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {LogStore} from '../../../../source/core/log/log-store.ts';
import {LogLayer} from '../../../../source/features/log/index/layer.ts';
import type {EntryRef} from '../../../../source/features/log/index/sequence.ts';
import {walk} from '../../../../source/features/log/index/walk.ts';
import {MergedSequence} from '../../../../source/features/log/index/merged-sequence.ts';
import {entry} from '../../../helpers/values.ts';

const arrivals = fc.array(
	fc.record({run: fc.nat(2), seconds: fc.array(fc.nat(30), {maxLength: 5})}),
	{maxLength: 8},
);

/** Logs of three runs that are read as one, and from them those entries whose second is even. */
class Service {
	readonly books = [new LogStore(), new LogStore(), new LogStore()];
	readonly #merged = new MergedSequence();
	readonly even = new LogLayer(this.#merged, {
		keeps: ({at}) => at !== null && at % 2000 === 0,
		cost: () => 1,
	});

	report({run, seconds}: {readonly run: number; readonly seconds: readonly number[]}): void {
		const entries = this.books[run]?.entries ?? [];
		entries.push(
			...seconds.map((second, index) => entry(`${run}:${entries.length + index}`, second)),
		);
		this.#merged.add(
			this.books.map((store, at) => ({run: String(at), store, length: store.entries.length})),
		);
	}

	lengths(): ReadonlyMap<string, number> {
		return new Map(this.books.map((store, run) => [String(run), store.entries.length]));
	}

	/** What there is, by the plain way. */
	refs(): readonly EntryRef[] {
		const own = new Service();

		for (const [run, store] of this.books.entries()) {
			own.report({
				run,
				seconds: store.entries.map(({at}) => ((at ?? 0) - (entry('').at ?? 0)) / 1000),
			});
		}

		while (!own.even.complete) {
			own.even.grow(1000);
		}

		return Array.from({length: own.even.length}, (_, place) => own.even.refAt(place)).filter(
			ref => ref !== undefined,
		);
	}
}

test('whatever comes between two portions, what was there is gone through once and in order (property)', () => {
	fc.assert(
		fc.property(arrivals, arrivals, fc.integer({min: 1, max: 4}), (before, after, size) => {
			const service = new Service();

			for (const arrival of [{run: 0, seconds: []}, ...before]) {
				service.report(arrival);
			}

			const expected = service.refs();
			const later = [...after];
			const walked: EntryRef[] = [];
			const stretch = {sequence: service.even, lengths: service.lengths(), from: null, to: null};

			for (const portion of walk(stretch, size)) {
				assert.ok(portion.length <= size);
				walked.push(...portion.map(({ref}) => ref));
				const arrival = later.shift();

				if (arrival !== undefined) {
					service.report(arrival);
					service.even.grow(40);
				}
			}

			assert.deepEqual(walked, expected);
		}),
	);
});

test('a stretch is gone through from its first entry to its last', () => {
	const service = new Service();
	service.report({run: 0, seconds: [0, 2, 4, 6, 8]});
	const stretch = {
		sequence: service.even,
		lengths: service.lengths(),
		from: {run: '0', index: 1},
		to: {run: '0', index: 3},
	};
	service.even.grow(1000);
	const walked = [...walk(stretch, 2)].flat();
	assert.deepEqual(
		walked.map(({ref}) => ref.index),
		[1, 2, 3],
	);
});
