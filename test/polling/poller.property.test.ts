import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {ApiError} from '../../source/api/errors.ts';
import type {Poller} from '../../source/polling/poller.ts';
import type {FakeClock} from '../helpers/fake-clock.ts';
import {execution, type Reply} from './scripted-client.ts';
import {chance, gaps, names, setUp, tearDown, type SetUp} from './set-up.ts';

const ids = names(12);
const takes = fc.integer({min: 0, max: 8000});

const responding = (...run: Parameters<typeof execution>) =>
	fc.record({takes, response: fc.constant(execution(...run))});

const replies: fc.Arbitrary<Reply<ReturnType<typeof execution>>> = fc.oneof(
	{weight: 6, arbitrary: responding('running', {workflowId: 'wf_1'})},
	{weight: 2, arbitrary: responding('queued')},
	{weight: 1, arbitrary: responding('succeeded')},
	{
		weight: 3,
		arbitrary: fc.record({
			takes,
			error: fc.constantFrom<Error[]>(
				new ApiError('network', {detail: 'ECONNRESET'}),
				new ApiError('timeout', {detail: 'too late'}),
				new ApiError('http', {detail: 'HTTP 502', httpStatus: 502}),
				new ApiError('http', {detail: 'HTTP 400', httpStatus: 400}),
				new ApiError('not-found', {detail: 'Task not found.'}),
				new ApiError('malformed', {detail: 'HTML'}),
				new ApiError('rate-limit', {detail: 'HTTP 429', retryAfter: 7000}),
			),
		}),
	},
);

type Event = (poller: Poller, clock: FakeClock) => void;

const id = fc.constantFrom(...ids);
const commands = fc.oneof(
	command(id, (poller, one) => poller.watch([one])),
	command(id, (poller, one) => poller.unwatch(one)),
	command(fc.option(id), (poller, one) => poller.prioritize({selected: one, inSight: []})),
	command(id, (poller, one) => poller.pollNow(one)),
	command(fc.boolean(), (poller, paused) => poller.pause(paused)),
);
const sleeps = fc.boolean().map((counted): Event => (_, clock) => {
	clock.sleep(60_000, {counted});
});

function command<T>(
	argument: fc.Arbitrary<T>,
	invoke: (poller: Poller, argument: T) => void,
): fc.Arbitrary<Event> {
	return argument.map((value): Event => poller => {
		invoke(poller, value);
	});
}

function nextOf<T>(stream: fc.Stream<T>): T {
	return stream.next().value as T;
}

/** Events, each with the delay in milliseconds before it. */
type Events = ReadonlyArray<readonly [delay: number, event: Event]>;

function story(event: fc.Arbitrary<Event>): fc.Arbitrary<Events> {
	return fc.array(fc.tuple(fc.integer({min: 0, max: 5000}), event), {maxLength: 30});
}

async function play({clock, poller}: SetUp, events: Events): Promise<void> {
	for (const [delay, event] of events) {
		await clock.advanceAsync(delay);
		event(poller, clock);
	}
}

test('H11: property: polls of a run never overlap, and never more requests are in flight than allowed', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.infiniteStream(replies),
			story(fc.oneof({weight: 5, arbitrary: commands}, {weight: 1, arbitrary: sleeps})),
			fc.integer({min: 1, max: 5}),
			fc.integer(),
			async (script, events, concurrency, seed) => {
				const given = setUp(() => nextOf(script), {concurrency, random: chance(seed)});
				const watched = new Set<string>();
				const poller: Poller = {
					...given.poller,
					watch(more) {
						for (const one of more) {
							watched.add(one);
						}

						given.poller.watch(more);
					},
					unwatch(one) {
						watched.delete(one);
						given.poller.unwatch(one);
					},
				};
				poller.watch(ids);

				await play({...given, poller}, events);
				poller.pause(false);
				// Results are dispatched up to 100 ms later.
				await given.clock.advanceAsync(100);
				const nextPolls = new Map(
					given.outcomes().map(outcome => [outcome.id, outcome.nextPollAt]),
				);
				const before = given.client.requests.length;
				await given.clock.advanceAsync(120_000);
				assert.ok(given.client.maxInFlight <= concurrency);
				assert.ok(given.client.maxOfOne <= 1);

				// No run is forgotten: if one was still to be polled, there was a request in the last two minutes.
				const isWaiting = [...watched].some(one => nextPolls.get(one) !== null);
				assert.ok(!isWaiting || given.client.requests.length > before);
				await tearDown(given);
			},
		),
		{numRuns: 60},
	);
});

test('H7: property: nothing is requested before a Retry-After has passed', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.infiniteStream(replies),
			story(commands),
			fc.integer(),
			async (script, events, seed) => {
				const limited: number[] = [];
				const given = setUp(
					() => {
						const reply = nextOf(script);

						if (
							'error' in reply &&
							reply.error instanceof ApiError &&
							reply.error.kind === 'rate-limit'
						) {
							limited.push(given.client.requests.length - 1);
						}

						return reply;
					},
					{random: chance(seed)},
				);
				given.poller.watch(ids);

				await play(given, events);
				await given.clock.advanceAsync(30_000);
				const holds = limited
					.map(index => given.client.requests[index])
					.filter(requested => requested?.aborted === false)
					.map(requested => requested?.endedAt ?? Infinity);
				assert.deepEqual(
					given.client
						.times()
						.filter(time => holds.some(hold => time > hold && time < hold + 7000)),
					[],
				);
				await tearDown(given);
			},
		),
		{numRuns: 60},
	);
});

test('property: the prioritized run is polled within the interval after each response', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.array(takes, {minLength: 20, maxLength: 20}),
			fc.integer(),
			async (durations, seed) => {
				const given = setUp(
					(one, nth) => ({
						response: execution(one === 'wfrun_5' ? 'running' : 'queued'),
						takes: one === 'wfrun_5' ? 100 : (durations[nth % 20] ?? 0),
					}),
					// Enough concurrency that no poll waits for another.
					{random: chance(seed), concurrency: 13},
				);
				given.poller.watch(ids);
				given.poller.prioritize({selected: 'wfrun_5', inSight: []});
				await given.clock.advanceAsync(30_000);
				assert.ok(Math.max(...gaps(given.client.times('wfrun_5'))) <= 2100);
				await tearDown(given);
			},
		),
		{numRuns: 30},
	);
});
