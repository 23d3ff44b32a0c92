import assert from 'node:assert/strict';
import test from 'node:test';
import {timeOf} from '../../source/config/command-options.ts';
import '../helpers/time-zone.ts';
import {optionsOf, testUsageErrors} from './parse.ts';

function listOf(...argv: readonly string[]) {
	const {list} = optionsOf(['ls', ...argv]);
	assert.ok(list !== null);
	return list;
}

test('without options ls lists the newest 20 runs; other commands have no list', () => {
	assert.deepEqual(listOf(), {
		filter: '',
		since: null,
		before: null,
		limit: 20,
		columns: null,
		sort: null,
		format: 'table',
		output: null,
		onlyFromHistory: false,
	});
	assert.equal(optionsOf(['wfrun_1']).list, null);
	assert.deepEqual(optionsOf(['--', 'ls']).ids, ['ls']);
	assert.deepEqual(optionsOf(['wfrun_1', '--', 'ls']).ids, ['wfrun_1', 'ls']);
});

test('since is a duration, or a date in local time or with a zone; then there is no limit of 20', () => {
	const day = 86_400_000;

	for (const [text, since] of [
		['24h', {ago: day}],
		['7d', {ago: 7 * day}],
		['1d12h', {ago: 1.5 * day}],
		['today', {daysAgo: 0}],
		['昨天', {daysAgo: 1}],
		['2026-05-08', {at: Date.UTC(2026, 4, 7, 16)}],
		['2026-05-08 09:30', {at: Date.UTC(2026, 4, 8, 1, 30)}],
		['2026-05-08T09:30:10Z', {at: Date.UTC(2026, 4, 8, 9, 30, 10)}],
		['2026-05-08T09:30+02:00', {at: Date.UTC(2026, 4, 8, 7, 30)}],
	] as const) {
		const list = listOf('--since', text);
		assert.deepEqual([list.since, list.limit], [since, null], text);
	}

	assert.deepEqual([listOf('--since=1h', '-n', '5').limit, listOf('-n7').limit], [5, 7]);
	const {before, limit} = listOf('--before', 'yesterday');
	assert.deepEqual([before, limit], [{daysAgo: 1}, 20]);
	// A day in which the clocks change has another length.
	const now = Date.parse('2026-05-08T22:15+08:00');
	assert.equal(timeOf({daysAgo: 1}, now), Date.parse('2026-05-07T00:00+08:00'));
	assert.equal(timeOf({ago: day}, now), now - day);
});

test('columns and the sort column have short names, or those of JSON', () => {
	const {columns, sort} = listOf('--columns', 'id,final_amount,input.6.text', '--sort=-elapsed');
	assert.deepEqual(
		columns?.map(({id}) => id),
		['id', 'cost', 'input.6.text'],
	);
	assert.deepEqual([sort?.column.id, sort?.reversed], ['elapsed', true]);
	assert.deepEqual(
		[listOf('--sort', '-cost'), listOf('--sort', 'cost')].map(list => list.sort?.reversed),
		[true, false],
	);
	assert.equal(listOf('--json').format, 'json');
	assert.equal(listOf('--csv').format, 'csv');
	assert.equal(listOf('--columns', 'id， title').columns?.length, 2);
	assert.equal(listOf('--filter', '-status:failed').filter, '-status:failed');
});

testUsageErrors(
	[
		[
			['--since', 'tomorrow'],
			/^--since cannot be "tomorrow"\. Use a duration like 24h or 7d, today, yesterday, or a date/,
		],
		...['0s', '2026-13-01', '2026-02-30', '2026-02-30T10:00Z', '08/05/2026'].map(
			since => [['--since', since], /^--since cannot/] as const,
		),
		[['--filter', 'cost:much'], /^--filter cannot be "cost:much"\. Use a filter like /],
		[['--filter', 'is:stuck'], /^--filter cannot/],
		[['--filter', '-is:stalled'], /^--filter cannot/],
		[['--filter', '--json'], /^--filter needs a value/],
		[['--limit', '0'], /^--limit cannot be "0"\. Use a whole number from 1 to 10000\.$/],
		[['--limit', '10001'], /^--limit cannot/],
		[['--limit', '1.5'], /^--limit cannot/],
		[['--columns', 'id,staus'], /^--columns cannot be "staus"\. Did you mean status\?$/],
		[
			['--columns', 'everything'],
			/^--columns cannot be "everything"\. Use one of id, title, .*input\.NAME\.$/,
		],
		[['--columns', 'id,'], /^--columns cannot be ""/],
		[['--columns', 'input.'], /^--columns cannot be "input\."/],
		[['--sort', 'prize'], /^--sort cannot be "prize"/],
		[['--sort', '-h'], /^--sort needs a value/],
		[['--sort', '--json'], /^--sort needs a value/],
		[['--plain'], /^--plain is .*, but of chenyu-top\./],
		[['wfrun_1'], /^Usage: chenyu-top ls /],
		[['-', '--json'], /^Usage: chenyu-top ls /],
	],
	['ls'],
);
