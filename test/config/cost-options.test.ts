import assert from 'node:assert/strict';
import test from 'node:test';
import '../helpers/time-zone.ts';
import {optionsOf, requestOf, testUsageErrors} from './parse.ts';

const day = 86_400_000;

test('cost adds up thirty days by day; a period, a group and a format can be given', () => {
	const usual = {
		filter: '',
		before: null,
		since: {ago: 30 * day},
		by: 'day',
		format: 'table',
		output: null,
	};
	assert.deepEqual(optionsOf(['cost']).cost, usual);
	const since = {at: Date.UTC(2026, 4, 7, 16)};
	assert.deepEqual(optionsOf(['cost', '--since=2026-05-08', '--by', 'workflow', '--csv']).cost, {
		...usual,
		since,
		by: 'workflow',
		format: 'csv',
	});
	assert.equal(optionsOf(['cost', '--json', '--demo', '--no-color']).cost?.format, 'json');
	assert.deepEqual([optionsOf(['wfrun_1']).cost, optionsOf(['ls']).cost], [null, null]);
});

test('history has two actions', () => {
	assert.deepEqual(optionsOf(['history', 'sync']).history, {
		action: 'sync',
		since: {ago: 30 * day},
	});
	const {options, subcommand} = requestOf({argv: ['--lang=en', 'history', '--demo', 'prune']});
	assert.deepEqual(
		[subcommand, options.history?.action, options.ids, options.demo],
		['history', 'prune', [], true],
	);
	assert.deepEqual(optionsOf(['history', 'sync', '--since', '2d']).history?.since, {ago: 2 * day});
	assert.equal(optionsOf(['cost']).history, null);
	assert.deepEqual(optionsOf(['--', 'history', 'sync']).ids, ['history', 'sync']);
});

const ofHistory = /^Usage: chenyu-top history sync .* or chenyu-top history prune \[options\]\.$/;
const ofCompare = /^Usage: chenyu-top compare ID ID /;
testUsageErrors([
	[['cost', '--by', 'month'], /^--by cannot be "month"\. Use one of day, workflow, status\.$/],
	[['cost', '--json', '--csv'], /^--json and --csv cannot/],
	[
		['cost', '--limit=3'],
		/^--limit is not an option of this command, but of chenyu-top ls, chenyu-top save\. /,
	],
	[
		['cost', '--workflow=w'],
		/^--workflow is .*, but of chenyu-top, chenyu-top ls, chenyu-top save\. Remove it\.$/,
	],
	[['cost', 'wfrun_1'], /^Usage: chenyu-top cost /],
	[['history'], ofHistory],
	[['history', 'snyc'], ofHistory],
	[['history', 'sync', '--', 'wfrun_1'], ofHistory],
	[['history', 'sync', '--json'], /^--json is not an option of this command/],
	[['history', 'prune', '--since=3d'], ofHistory],
	[['report', '-o', 'a.html'], /^Usage: chenyu-top report ID/],
	[['report', 'wfrun_1', '-o', '--demo'], /^-o needs a value: -o FILE\.$/],
	[['report', '-o', 'a', '--demo', '--replay=b'], /^--replay and --demo cannot/],
	[
		['wfrun_1', '-o', 'a'],
		/^--output is .*, but of chenyu-top ls, chenyu-top cost, chenyu-top report, chenyu-top doctor\./,
	],
	[['save', 'wfrun_1'], /^Usage: chenyu-top save ID/],
	[['save', '--to', 'a'], /^Usage: chenyu-top save ID/],
	[['save', '--to', 'a', 'wfrun_1', '-n', '3'], /^--limit and ID cannot/],
	[['save', '--to', 'a', '-n', '3', '--name', '../{id}'], /^--name cannot .* Use a path with /],
	[['compare', 'wfrun_1'], ofCompare],
	[['compare', 'a', 'a'], /^compare takes two different run order ids\.$/],
	[['mcp', 'wfrun_1'], /^Usage: chenyu-top mcp /],
	[['reprot'], /Did you mean chenyu-top report\?/],
	[['doctor', '--offline'], /^--offline is .*, but of chenyu-top ls\./],
	[['doctor', 'wfrun_1'], /^Usage: chenyu-top doctor .* or chenyu-top doctor --api \[RUN\] /],
	[['doctor', '--api', 'wfrun_1', 'wfrun_2'], /^Usage: chenyu-top doctor /],
	[['doctor', '-o', 'a'], /^--output needs --api\./],
	[['doctor', '--api', '--channels'], /^--api and --channels cannot/],
	[['--channels'], /^--channels is .*, but of chenyu-top doctor\./],
	[['help', 'sync'], /^Usage: chenyu-top help COMMAND\.$/],
]);
