import assert from 'node:assert/strict';
import {test} from 'node:test';
import {costGroups} from '../../source/core/history.ts';
import {assertPrinted} from '../helpers/event-schema.ts';
import {openAccount, readLines} from './account.ts';
import {failedRun, finishedRun, queuedRun} from './runs.ts';

test('what commands print with --json is what the schema says', async t => {
	const {run, service} = await openAccount(t, {
		runs: [
			finishedRun('雪山'),
			{...failedRun('Broken'), inputs: {n3_seed: 42}},
			queuedRun('Waits'),
		],
	});
	const [one = '', other = ''] = service.runOrderIds;
	assert.equal((await run(['history', 'sync'])).code, 0);

	for (const [definition, ...args] of [
		['listed-run', 'ls'],
		['listed-run', 'ls', '--columns', 'id,title,cost'],
		...costGroups.map(by => ['cost-row', 'cost', '--by', by] as const),
		['saved-output', 'save', one, '--to', 'here'],
		['comparison', 'compare', one, other],
		['doctor-result', 'doctor'],
		['config-result', 'config'],
	] as const) {
		const {stdout, stderr} = await run([...args, '--json']);
		const lines = readLines(stdout);
		assert.ok(lines.length > 0, stderr);
		lines.forEach(line => assertPrinted(definition, line));
	}
});
