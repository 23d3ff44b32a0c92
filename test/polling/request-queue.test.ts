import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {
	ranks,
	RequestQueue,
	type QueuedRequest,
	type Rank,
} from '../../source/polling/request-queue.ts';

const always = () => true;

function request(
	key: string,
	rank: Rank,
	due: number,
	respondedAt: number | null = null,
): QueuedRequest {
	return {key, rank, due, respondedAt};
}

function queueOf(...requests: readonly QueuedRequest[]): RequestQueue<QueuedRequest> {
	const queue = new RequestQueue<QueuedRequest>();

	for (const one of requests) {
		queue.put(one);
	}

	return queue;
}

function keysOf(queue: RequestQueue<QueuedRequest>, now: number): readonly string[] {
	const keys: string[] = [];

	for (let one = queue.next(now, always); one !== null; one = queue.next(now, always)) {
		keys.push(one.key);
	}

	return keys;
}

test('the first rank goes first, and in a rank the oldest response; sometimes a low rank', () => {
	const queue = queueOf(
		request('rest', ranks.rest, 1),
		request('changed', ranks.changed, 1),
		request('youngest', ranks.inSight, 2, 950),
		request('younger', ranks.inSight, 2, 900),
		request('older', ranks.inSight, 3, 800),
		request('oldest', ranks.inSight, 3, 700),
		request('selected', ranks.selected, 4, 990),
		request('requested', ranks.requested, 5, 999),
		request('later', ranks.requested, 11),
	);
	assert.deepEqual(keysOf(queue, 10), [
		'requested',
		'oldest',
		'selected',
		'changed',
		'older',
		'younger',
		'youngest',
		'rest',
	]);
	assert.equal(queue.firstDue(always), 11);
});

test('the earliest request may be due later', () => {
	const queue = queueOf(request('a', ranks.rest, 50), request('b', ranks.selected, 90));
	assert.equal(queue.earliest(always)?.key, 'b');
	assert.equal(queue.earliest(({key}) => key === 'a')?.key, 'a');
	assert.equal(
		queue.earliest(() => false),
		null,
	);
});

test('property: no request starves, however many of a higher rank are always due', () => {
	const pairs = Object.values(ranks).flatMap(busy =>
		Object.values(ranks)
			.filter(waiting => ranks.requested < busy && busy < waiting && waiting < ranks.last)
			.map(waiting => [busy, waiting] as const),
	);
	fc.assert(
		fc.property(
			fc.constantFrom(...pairs),
			fc.integer({min: 1, max: 50}),
			fc.integer({min: 1, max: 20}),
			([high, low], busy, waiting) => {
				const queue = queueOf(
					...Array.from({length: busy}, (_, index) => request(`busy ${index}`, high, 0, 0)),
					...Array.from({length: waiting}, (_, index) => request(`low ${index}`, low, 0, 0)),
				);
				const left = new Set(Array.from({length: waiting}, (_, index) => `low ${index}`));

				for (let now = 1; now <= 8 * waiting; now++) {
					const sent = queue.next(now, always);
					assert.ok(sent !== null);
					left.delete(sent.key);

					if (sent.rank === high) {
						queue.put({...sent, due: now, respondedAt: now});
					}
				}

				assert.deepEqual([...left], []);
			},
		),
	);
});
