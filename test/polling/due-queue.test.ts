import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {DueQueue} from '../../source/polling/due-queue.ts';

test('property: the first item is always the one with the earliest due time', () => {
	const steps = fc.array(fc.option(fc.integer({min: 0, max: 20}), {nil: null, freq: 3}), {
		maxLength: 200,
	});
	fc.assert(
		fc.property(steps, all => {
			const queue = new DueQueue<symbol>();
			const kept = new Map<symbol, number>();

			for (const due of all) {
				if (due === null) {
					if (queue.first !== null) {
						kept.delete(queue.first.item);
					}

					queue.remove();
				} else {
					const item = Symbol(due);
					kept.set(item, due);
					queue.add(due, item);
				}

				const {first} = queue;
				assert.equal(first?.due, kept.size === 0 ? undefined : Math.min(...kept.values()));
				assert.equal(first === null ? undefined : kept.get(first.item), first?.due);
			}
		}),
	);
});
