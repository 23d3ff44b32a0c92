import assert from 'node:assert/strict';
import test from 'node:test';
import {PollGroups} from '../../source/polling/poll-groups.ts';

test('a group that is due is not joined any more', () => {
	const groups = new PollGroups();
	const [first, second] = [0.5, 0.1].map((chance, poll) =>
		groups.join({min: 0, max: 10}, 5 * poll, () => chance),
	);
	assert.deepEqual([first, second], [5, 1]);
});
