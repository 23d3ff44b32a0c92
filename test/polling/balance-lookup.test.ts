import assert from 'node:assert/strict';
import test from 'node:test';
import {ApiError} from '../../source/api/errors.ts';
import {money} from '../helpers/sample.ts';
import {execution} from './scripted-client.ts';
import {failing, names, running, watching, type SetUp, type SetUpOptions} from './set-up.ts';

const balance = {prepaid: money('37.2'), cards: money('0')};
const known = {balance: () => ({response: balance, takes: 50})};
const minute = 60_000;

/** When the balance was requested. */
function times({client}: SetUp): readonly number[] {
	return client.requestsOf('balance').map(({at}) => at);
}

function failingWith(error: ApiError): SetUpOptions {
	return {balance: () => failing(error)};
}

test('it is requested after the first response, and once a minute while a run is polled', async t => {
	let isOver = false;
	const given = watching(
		t,
		names(1),
		() => ({response: execution(isOver ? 'succeeded' : 'running')}),
		known,
	);
	const at = given.clock.now();
	given.poller.trackBalance();
	await given.clock.advanceAsync(2.5 * minute);
	assert.deepEqual(times(given), [0, minute, 2 * minute]);
	assert.deepEqual(
		given.actions.find(({type}) => type === 'balanceLoaded'),
		{type: 'balanceLoaded', at: at + 50, balance},
	);
	isOver = true;
	await given.clock.advanceAsync(10 * minute);
	// The last request shows what the last run has cost.
	assert.equal(times(given).length, 4);
	assert.equal(given.clock.pending, 0);
});

test('without unfinished runs it is requested again only while the user looks at it', async t => {
	const given = watching(t, names(1), () => ({response: execution('succeeded')}), known);
	given.poller.trackBalance();
	await given.clock.advanceAsync(5.5 * minute);
	assert.deepEqual(times(given), [0]);
	given.poller.lookAtBalance(true);
	await given.clock.advanceAsync(1.5 * minute);
	assert.deepEqual(times(given), [0, 5.5 * minute, 6.5 * minute]);
	given.poller.lookAtBalance(false);
	given.poller.lookAtBalance(true);
	await given.clock.advanceAsync(0);
	assert.equal(times(given).length, 3);
});

test('if the account may not ask, it is not asked again, and nothing else stops', async t => {
	for (const [kind, httpStatus] of [
		['forbidden', 403],
		['not-found', 404],
	] as const) {
		const error = new ApiError(kind, {detail: `HTTP ${httpStatus}`, httpStatus});
		const given = watching(t, names(1), running, failingWith(error));
		given.poller.trackBalance();
		given.poller.lookAtBalance(true);
		await given.clock.advanceAsync(5 * minute);
		assert.deepEqual(times(given), [50], String(httpStatus));
		assert.ok(given.client.times().length > 100);
		const others = given.actions.filter(({type}) => type !== 'polled');
		assert.deepEqual(
			others.map(action => action.type === 'balanceLoaded' && action.balance),
			[null],
		);
	}
});

test('another failure is silent, and tried again a minute later', async t => {
	for (const kind of ['network', 'http', 'malformed', 'engine', 'auth'] as const) {
		let isDown = true;
		const error = new ApiError(kind, {detail: 'x', httpStatus: 503});
		const given = watching(t, names(1), running, {
			balance: () => (isDown ? failing(error) : known.balance()),
		});
		given.poller.trackBalance();
		await given.clock.advanceAsync(1000);
		isDown = false;
		await given.clock.advanceAsync(minute);
		assert.deepEqual(times(given), [50, minute + 50], kind);
		const loaded = given.actions.filter(action => action.type === 'balanceLoaded');
		assert.deepEqual(
			loaded.map(action => action.balance),
			[null, balance],
		);
	}
});
