import assert from 'node:assert/strict';
import {suite, test} from 'node:test';
import {createTokenBucket} from '../helpers/script.ts';
import {queuedRun, runEndingIn} from './runs.ts';
import {leave, watchHeadless, watchOnScreen} from './watch.ts';

const {workflow} = queuedRun('Run');

suite('a rate limit of the service', {concurrency: 3}, () => {
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

	test('on a screen the header says how many requests are allowed', async t => {
		const {terminal} = await watchOnScreen(t, {
			scenario: {
				runs: Array.from({length: 60}, (_, index) => queuedRun(`Run ${index}`)),
				limit: () => createTokenBucket(() => 4),
			},
			columns: 120,
			rows: 30,
		});
		await terminal.waitFor(/limited to \d[\d.]*\/s/);
		await leave(terminal);
	});
});
