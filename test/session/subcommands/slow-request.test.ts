import assert from 'node:assert/strict';
import test from 'node:test';
import {whenSlow} from '../../../source/session/subcommands/command-account.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

test('a request without a response for five seconds is reported', async () => {
	const clock = new FakeClock();
	const given = Promise.withResolvers<string>();
	let reports = 0;
	const response = whenSlow(
		async () => given.promise,
		clock,
		() => reports++,
	);
	clock.advance(4999);
	assert.equal(reports, 0);
	clock.advance(1);
	assert.equal(reports, 1);
	given.resolve('a');
	assert.equal(await response, 'a');
	assert.equal(clock.pending, 0);
});
