import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createTokenBucket} from '../helpers/script.ts';
import {queuedRun, runEndingIn} from './runs.ts';
import {watchHeadless} from './watch.ts';

const {workflow} = queuedRun('Run');

test('without a screen every run is watched to its end, and refusals are problems that are tried again', async t => {
	const {code, events, stderr} = await watchHeadless(t, {
		scenario: {
			// One workflow, so that polls are refused and not requests for its title.
			runs: Array.from({length: 8}, (_, index) => ({
				...runEndingIn(2500, `Run ${index}`),
				workflow,
			})),
			limit: () => createTokenBucket(() => 4),
		},
		args: ['--json', '--interval', '0.5'],
	});
	assert.equal(code, 0, stderr);
	assert.equal(events.at(-1)?.['succeeded'], 8);
	const problems = events.filter(({event}) => event === 'problem');
	assert.ok(problems.length > 0);
	assert.ok(
		problems.every(({kind, retry_in_ms: wait}) => kind === 'rate-limit' && Number(wait) >= 0),
	);
});
