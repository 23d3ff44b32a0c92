import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {ApiError} from '../../source/api/errors.ts';
import {execution, type ScriptedRequest} from './scripted-client.ts';
import {chance, names, setUp, tearDown, type SetUp} from './set-up.ts';

const ids = names(12);
const id = fc.constantFrom(...ids);
const minute = 60_000;

/** Refusals by HTTP status and in an envelope, and failures of other kinds, with and without Retry-After. */
const failure = fc
	.tuple(
		fc.constantFrom(
			['rate-limit', {detail: 'HTTP 429', httpStatus: 429}] as const,
			['rate-limit', {detail: 'code 429', httpStatus: 200}] as const,
			['http', {detail: 'HTTP 503', httpStatus: 503}] as const,
			['not-found', {detail: 'HTTP 404', httpStatus: 404}] as const,
			['malformed', {detail: 'HTML', httpStatus: 200}] as const,
			['network', {detail: 'ECONNRESET'}] as const,
		),
		fc.constantFrom(null, 0, 100, 1000, 7000, minute, 2 * minute),
	)
	.map(([[kind, fields], retryAfter]) => new ApiError(kind, {...fields, retryAfter}));
const reply = fc.record({
	takes: fc.integer({min: 0, max: 3000}),
	error: fc.oneof({weight: 2, arbitrary: fc.constant(null)}, {weight: 1, arbitrary: failure}),
});

/** What happens in the story. `forgets`: a hold may be forgotten, since its response is stale, or its run is not watched. */
type Event = {readonly happen: (given: SetUp) => void; readonly forgets?: boolean};
const event: fc.Arbitrary<Event> = fc.oneof(
	id.map(one => ({happen: ({poller}: SetUp) => poller.watch([one])})),
	id.map(one => ({happen: ({poller}: SetUp) => poller.pollNow(one)})),
	fc
		.record({selected: fc.option(id), inSight: fc.subarray([...ids], {maxLength: 4})})
		.map(priorities => ({happen: ({poller}: SetUp) => poller.prioritize(priorities)})),
	fc.boolean().map(isPaused => ({happen: ({poller}: SetUp) => poller.pause(isPaused)})),
	id.map(one => ({happen: ({poller}: SetUp) => poller.unwatch(one), forgets: true})),
	fc
		.boolean()
		.map(counted => ({happen: ({clock}: SetUp) => clock.sleep(minute, {counted}), forgets: true})),
);

/** A failure that asked to wait. `isFirst`: the request for this run before it got a response. */
type Hold = {
	readonly sent: ScriptedRequest | undefined;
	readonly ms: number;
	readonly isFirst: boolean;
};

test('property: whatever fails, holds are kept, requests are bounded, and no run is forgotten', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.infiniteStream(reply),
			fc.array(fc.tuple(fc.integer({min: 0, max: 8000}), event), {maxLength: 20}),
			fc.integer({min: 1, max: 5}),
			fc.integer(),
			async (replies, story, concurrency, seed) => {
				const holds: Hold[] = [];
				let [isCalm, hasEnded, forgotAt] = [false, false, 0];
				const given: SetUp = setUp(
					one => {
						const {takes, error} = replies.next().value as {takes: number; error: ApiError | null};
						const [sent, before] = client.requests.filter(each => each.id === one).toReversed();

						if (error === null || isCalm) {
							return {takes, response: execution(hasEnded ? 'succeeded' : 'running')};
						}

						holds.push({
							sent,
							ms: error.problem.retryAfter ?? 0,
							isFirst: before?.isGranted ?? true,
						});
						return {takes, error};
					},
					{concurrency, random: chance(seed)},
				);
				const {clock, client, poller} = given;
				poller.watch(ids);

				for (const [delay, {happen, forgets = false}] of story) {
					await clock.advanceAsync(delay);
					forgotAt = forgets ? clock.monotonic() : forgotAt;
					happen(given);
				}

				await clock.advanceAsync(30_000);
				isCalm = true;
				// Until no earlier request is in flight, whose failure may give up its run.
				await clock.advanceAsync(5000);
				poller.pause(false);
				poller.watch(ids);
				ids.forEach(one => poller.pollNow(one));
				const calmAt = clock.monotonic();
				await clock.advanceAsync(10 * minute);
				assert.ok(ids.every(one => client.times(one).some(at => at > calmAt + minute)));
				assert.ok(client.maxInFlight <= concurrency && client.maxOfOne <= 1);

				for (const {sent, ms, isFirst} of holds) {
					const from = (sent?.at ?? 0) > forgotAt + minute / 6 ? (sent?.endedAt ?? 0) : Infinity;
					const early = client.requests.filter(
						({at, id: one}) =>
							at > from && at < from + ms && ((isFirst && ms <= minute) || one === sent?.id),
					);
					assert.deepEqual(early, [], `${sent?.id} at ${from} for ${ms} ms`);
				}

				hasEnded = true;
				await clock.advanceAsync(5 * minute);
				assert.equal(clock.pending, 0, 'a timer is left after all runs have ended');
				await tearDown(given);
			},
		),
		{numRuns: 8},
	);
});
