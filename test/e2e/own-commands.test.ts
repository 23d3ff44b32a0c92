import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {startService} from '../helpers/service.ts';
import {makeHome} from './home.ts';
import {apiKey} from './key.ts';
import {finishedRun} from './runs.ts';
import {leave, openOn, standInProgram} from './watch.ts';

test('own commands run on the marked runs after a question, without the key; help, footer and palette show them', async t => {
	const service = await startService(t, {
		scenario: {runs: [finishedRun('One'), finishedRun('Two')]},
		apiKey,
	});
	const home = makeHome(t, {
		commands: [
			{
				name: 'resubmit',
				key: 'R',
				pane: 'runs',
				command: ['again', '-x', '$CHENYU_RUN_ID'],
				confirm: true,
			},
			{name: 'fail', key: 'f6', command: ['sh', '-c', 'echo no; echo quota >&2; exit 3']},
			{name: 'lost', key: 'f5', pane: 'log', command: ['no-such-program-here']},
		],
	});
	const seen = join(home.path, 'seen');
	const script = `echo "$# $1 $2 $CHENYU_RUN_TITLE key:$CHENYU_API_KEY:" >> '${seen}'; echo "queued as 7"`;
	const terminal = openOn(t, service, {
		env: {HOME: home.path, ...standInProgram(t, 'again', script, home.path)},
		columns: 120,
	});
	await terminal.play(
		['', /R resubmit/],
		['', /\bOne\b/],
		['', /\bTwo\b/],
		['?', /Runs[^]*R +resubmit/],
		['q', /R resubmit/],
		['R', /run resubmit on .*\? \(y or enter\)/],
		['n', /R resubmit/],
		['g space', ''],
		['j space', ''],
		[': r e s u b', /resubmit/],
		['enter', /run resubmit on 2 runs\?/],
		['enter', /resubmit on 2 runs: exit code 0 · queued as 7/],
		['f6', /fail failed on 2 of 2 runs: exit code 3 · quota/],
		['3', /F5 lost/],
		['f5', /lost: there is no program "no-such-program-here"; install it, or correct "commands"/],
	);
	const lines = readFileSync(seen, 'utf8').trim().split('\n');
	assert.deepEqual(
		lines.toSorted(),
		service.runOrderIds.map((id, index) => `2 -x ${id} ${['One', 'Two'][index]} key::`).toSorted(),
	);
	await leave(terminal);
});
