import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {ApiError} from '../../source/api/errors.ts';
import type {Phase} from '../../source/core/execution.ts';
import type {RunOrderPage} from '../../source/core/run-order.ts';
import {execution, listedRun, type Reply, type ScriptedRequest} from './scripted-client.ts';
import {chance, names, setUp, tearDown, type SetUp, type SetUpOptions} from './set-up.ts';

const ids = names(12);
const id = fc.constantFrom(...ids);
const minute = 60_000;

type Failure = {readonly retryAfter: number | null; readonly error: ApiError};

const failureFields = {
	'429': ['rate-limit', {detail: 'HTTP 429', httpStatus: 429}],
	envelope: ['rate-limit', {detail: 'code 429', httpStatus: 200}],
	'503': ['http', {detail: 'HTTP 503', httpStatus: 503}],
	'404': ['not-found', {detail: 'HTTP 404', httpStatus: 404}],
	html: ['malformed', {detail: 'HTML', httpStatus: 200}],
	network: ['network', {detail: 'ECONNRESET'}],
} as const;

/** Refusals by HTTP status and in an envelope, and failures of other kinds, with and without Retry-After. */
const failures: fc.Arbitrary<Failure> = fc
	.tuple(
		fc.constantFrom(...(Object.keys(failureFields) as Array<keyof typeof failureFields>)),
		fc.constantFrom(null, 0, 100, 1000, 7000, minute, 2 * minute),
	)
	.map(([name, retryAfter]) => ({retryAfter, error: errorOf(name, retryAfter)}));

function errorOf(name: keyof typeof failureFields, retryAfter: number | null): ApiError {
	const [kind, fields] = failureFields[name];
	return new ApiError(kind, {...fields, retryAfter});
}

/** A page of the list, in which some runs have another phase than they report themselves, and some are listed twice. */
function pageOf(phases: readonly Phase[]): RunOrderPage {
	const orders = phases.map((phase, index) => listedRun(ids[index % ids.length] ?? '', phase));
	return {orders, count: orders.length, total: orders.length};
}

const takes = fc.integer({min: 0, max: 3000});
const phase = fc.constantFrom<Phase[]>('running', 'running', 'queued', 'succeeded');
const outcome = fc.oneof(
	{weight: 2, arbitrary: fc.constant(null)},
	{weight: 1, arbitrary: failures},
);
const replies = fc.record({takes, outcome, phase: fc.constantFrom<Phase[]>('running', 'queued')});
const lists = fc.record({takes, outcome, phases: fc.array(phase, {maxLength: 30})});

/** What happens in the story. `forgets`: a hold may be forgotten, since its response is stale, or its run is not watched. */
type Event = {readonly happen: (given: SetUp) => void; readonly forgets?: boolean};
const events: fc.Arbitrary<Event> = fc.oneof(
	command(id, ({poller}, one) => poller.watch([one])),
	command(id, ({poller}, one) => poller.pollNow(one)),
	command(
		fc.record({selected: fc.option(id), inSight: fc.subarray([...ids], {maxLength: 4})}),
		({poller}, priorities) => poller.prioritize(priorities),
	),
	command(fc.boolean(), ({poller}, isPaused) => poller.pause(isPaused)),
	command(fc.integer({min: 200, max: 5000}), ({poller}, ms) => poller.setPollInterval(ms)),
	command(fc.constant(-60 * minute), ({clock}, ms) => clock.shiftWall(ms)),
	command(id, ({poller}, one) => poller.unwatch(one)).map(event => ({...event, forgets: true})),
	command(fc.boolean(), ({clock}, counted) => clock.sleep(minute, {counted})).map(event => ({
		...event,
		forgets: true,
	})),
);

function command<T>(
	argument: fc.Arbitrary<T>,
	invoke: (given: SetUp, argument: T) => void,
): fc.Arbitrary<Event> {
	return argument.map(value => ({
		happen(given) {
			invoke(given, value);
		},
	}));
}

const story = fc.array(fc.tuple(fc.integer({min: 0, max: 8000}), events), {maxLength: 20});

/** A failure that asked to wait. `isFirst`: the request before it of the same kind and run got a response. */
type Hold = {
	readonly sent: ScriptedRequest | undefined;
	readonly ms: number;
	readonly isFirst: boolean;
};

function onScreen(
	[polls, pages, calm]: readonly [
		fc.Stream<{takes: number; outcome: Failure | null; phase: Phase}>,
		fc.Stream<{takes: number; outcome: Failure | null; phases: readonly Phase[]}>,
		{isCalm: boolean; end: Phase | null},
	],
	options: SetUpOptions,
) {
	const holds: Hold[] = [];
	const given: SetUp = setUp(
		() => reply(next(polls), ({phase: usual}) => execution(calm.end ?? usual)),
		{...options, list: () => reply(next(pages), ({phases}) => pageOf(phases))},
	);

	function reply<T, Response>(
		script: T & {takes: number; outcome: Failure | null},
		respond: (script: T) => Response,
	): Reply<Response> {
		const {takes: ms, outcome: failed} = script;
		const last = given.client.requests.at(-1);

		if (failed === null || calm.isCalm) {
			return {takes: ms, response: respond(script)};
		}

		const [sent, before] = given.client.requests
			.filter(({kind, id: of}) => kind === last?.kind && of === last.id)
			.toReversed();
		holds.push({sent, ms: failed.retryAfter ?? 0, isFirst: before?.isGranted ?? true});
		return {takes: ms, error: failed.error};
	}

	return {given, holds};
}

function next<T>(stream: fc.Stream<T>): T {
	return stream.next().value as T;
}

/** Counts how often a timer fires, those of the scripted client included. */
function countWakeUps({clock}: SetUp): () => number {
	let count = 0;
	const after = clock.after.bind(clock);
	clock.after = (delay, callback) =>
		after(delay, () => {
			count++;
			callback();
		});
	return () => count;
}

test('H7, H11, H18: property: whatever fails, holds are kept, requests are bounded, and no run is forgotten', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.infiniteStream(replies),
			fc.infiniteStream(lists),
			story,
			fc.integer({min: 1, max: 5}),
			fc.integer(),
			async (polls, pages, steps, concurrency, seed) => {
				const calm: {isCalm: boolean; end: Phase | null} = {isCalm: false, end: null};
				const {given, holds} = onScreen([polls, pages, calm], {concurrency, random: chance(seed)});
				const {clock, client, poller} = given;
				const wakeUps = countWakeUps(given);
				poller.watch(ids);

				let forgotAt = 0;

				for (const [delay, {happen, forgets = false}] of steps) {
					await clock.advanceAsync(delay);
					forgotAt = forgets ? clock.monotonic() : forgotAt;
					happen(given);
				}

				await clock.advanceAsync(30_000);
				calm.isCalm = true;
				// Until no earlier request is in flight, whose failure may give up its run.
				await clock.advanceAsync(5000);
				poller.pause(false);
				poller.watch(ids);
				ids.forEach(one => poller.pollNow(one));
				const calmAt = clock.monotonic();
				await clock.advanceAsync(10 * minute);

				const forgotten = ids.filter(one => !client.times(one).some(at => at > calmAt + minute));
				assert.deepEqual(forgotten, []);
				assert.ok(client.maxInFlight <= concurrency && client.maxOfOne <= 1);

				for (const {sent, ms, isFirst} of holds.filter(
					hold => (hold.sent?.at ?? 0) > forgotAt + minute / 6,
				)) {
					const from = sent?.endedAt ?? Infinity;
					const early = client.requests.filter(
						({at, ...request}) =>
							at > from && at < from + ms && ((isFirst && ms <= minute) || request.id === sent?.id),
					);
					assert.deepEqual(early, [], `${sent?.id} at ${from} for ${ms} ms`);
				}

				calm.end = 'succeeded';
				await clock.advanceAsync(5 * minute);
				assert.equal(clock.pending, 0, 'a timer is left after all runs have ended');
				const seconds = clock.monotonic() / 1000;
				assert.ok(wakeUps() <= 5 * client.requests.length + 2 * seconds + 50, `${wakeUps()}`);
				await tearDown(given);
			},
		),
		{numRuns: 12},
	);
});
