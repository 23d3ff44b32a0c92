import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import type {ProblemKind} from '../../source/core/problem.ts';
import {createPacedSender} from '../../source/polling/paced-sender.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

type Result = 'ok' | ApiError;

function refused(retryAfter: number | null): ApiError {
	return new ApiError('rate-limit', {detail: 'HTTP 429', retryAfter});
}

function failed(kind: ProblemKind, retriable = true): ApiError {
	return new ApiError(kind, {detail: 'failed', retriable});
}

/** Sends requests, `parallel` at a time, with the results of the script, and then `ok`. */
async function send(script: readonly Result[], {requests = 1, parallel = 1} = {}) {
	const clock = new FakeClock();
	const sentAt: number[] = [];
	const waits: number[] = [];
	const sendPaced = createPacedSender({
		clock,
		random: () => 0.5,
		onRetry: (_problem, wait) => waits.push(wait),
	});
	const outcomes: Array<string | Error> = [];
	let left = requests;
	const workers = Array.from({length: parallel}, async () => {
		while (left-- > 0) {
			const outcome = await sendPaced(async () => {
				const result = script[sentAt.length] ?? 'ok';
				sentAt.push(clock.monotonic());

				if (result !== 'ok') {
					throw result;
				}

				return result;
			}).catch((error: unknown) => error as Error);
			outcomes.push(outcome);
		}
	});
	await clock.advanceAsync(0);

	while (outcomes.length < requests) {
		assert.ok(clock.untilNext !== null, 'nothing goes on');
		await clock.advanceAsync(Math.max(0, clock.untilNext));
	}

	await Promise.all(workers);
	return {sentAt, waits, outcomes};
}

test('requests that the service grants are sent at once', async () => {
	const {sentAt, waits} = await send([], {requests: 3});
	assert.deepEqual([sentAt, waits], [[0, 0, 0], []]);
});

test('a refused request is sent again when Retry-After is over, up to a minute', async () => {
	const {sentAt, waits, outcomes} = await send([refused(7000)]);
	assert.deepEqual([sentAt, waits, outcomes], [[0, 7000], [7000], ['ok']]);
	assert.deepEqual((await send([refused(60_000)])).outcomes, ['ok']);
	const hopeless = refused(61_000);
	const {sentAt: once, outcomes: given} = await send([hopeless]);
	assert.deepEqual([once, given], [[0], [hopeless]]);
});

test('without Retry-After the pauses grow; after two minutes of refusals the sender gives up', async () => {
	const {sentAt, outcomes} = await send(Array.from({length: 99}, () => refused(null)));
	const pauses = sentAt.slice(1).map((at, index) => at - (sentAt[index] ?? 0));
	assert.ok(sentAt.length > 5 && sentAt.length < 15, sentAt.join(' '));
	assert.ok((pauses.at(-1) ?? 0) > 8 * (pauses[0] ?? 0), pauses.join(' '));
	assert.ok((sentAt.at(-1) ?? 0) >= 120_000 && (sentAt.at(-1) ?? 0) < 200_000, sentAt.join(' '));
	assert.ok(outcomes[0] instanceof ApiError);
});

test('a refusal holds back requests of all workers', async () => {
	const {sentAt, outcomes} = await send([refused(3000), refused(3000)], {requests: 6, parallel: 2});
	assert.equal(outcomes.filter(outcome => outcome === 'ok').length, 6);
	assert.deepEqual(
		sentAt.filter(at => at > 0 && at < 3000),
		[],
	);
	assert.equal(sentAt.length, 8);
	// Afterwards they do not come in pairs.
	assert.equal(new Set(sentAt.slice(2)).size, 6, sentAt.join(' '));
});

test('another passing failure is tried three times in all, a lasting one once', async () => {
	const [network, auth, unknown] = [failed('network'), failed('auth', false), failed('not-found')];
	assert.deepEqual((await send([network, network])).outcomes, ['ok']);
	const {sentAt, outcomes} = await send([network, network, network]);
	assert.deepEqual([sentAt.length, outcomes], [3, [network]]);
	assert.ok((sentAt[2] ?? 0) <= 10_000);
	assert.equal((await send([auth])).sentAt.length, 1);
	assert.equal((await send([unknown])).sentAt.length, 1);
});

test('an error that is none of the API is not tried again', async () => {
	const clock = new FakeClock();
	let sent = 0;
	const sendPaced = createPacedSender({clock, random: () => 0.5, onRetry: () => undefined});
	await assert.rejects(
		sendPaced(async () => {
			sent++;
			throw new RangeError('a bug');
		}),
		RangeError,
	);
	assert.equal(sent, 1);
});
