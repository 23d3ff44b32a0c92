import assert from 'node:assert/strict';
import test from 'node:test';
import {clientOf, failureOf, never} from './client-of.ts';
import {serveJson} from './loopback.ts';

test('amounts may be numbers or texts, and cards may be missing', async t => {
	for (const [data, prepaid, cards] of [
		[{balance: 37.2, card_balance: '5.00000000'}, '37.2', '5'],
		[{balance: '-0.10000001', card_balance: 0}, '-0.10000001', '0'],
		[{balance: '12', card_balance: null}, '12', '0'],
		[{balance: 0.000_000_01}, '0.00000001', '0'],
	] as const) {
		const service = await serveJson(t, {code: 0, data});
		assert.deepEqual(await clientOf(t, service.url).balance(never), {prepaid, cards});
	}
});

test('an amount that cannot be read is malformed, and never counts as zero', async t => {
	for (const data of [
		{},
		{balance: null, card_balance: 5},
		{balance: 'much', card_balance: 5},
		{balance: 5, card_balance: {amount: 5}},
		{balance: 5, card_balance: ''},
	]) {
		const service = await serveJson(t, {code: 0, data});
		const error = await failureOf(clientOf(t, service.url).balance(never));
		assert.equal(error.problem.kind, 'malformed', JSON.stringify(data));
	}
});
