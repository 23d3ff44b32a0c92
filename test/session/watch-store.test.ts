import assert from 'node:assert/strict';
import test from 'node:test';
import {chosenOptions} from '../../source/session/watch-store.ts';
import {requestOf} from '../config/parse.ts';

test('only --json requests the orders of runs', () => {
	for (const [format, expected] of [
		['--json', true],
		['--plain', false],
	] as const) {
		const request = requestOf({argv: ['wfrun_1', format], stdout: false});
		assert.equal(chosenOptions(request).reportsOrders, expected);
	}
});
