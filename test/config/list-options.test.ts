import assert from 'node:assert/strict';
import test from 'node:test';
import {listColumnIds} from '../../source/core/listed-run.ts';
import '../helpers/time-zone.ts';
import {immediateText, optionsOf, testUsageErrors, usageErrorOf} from './parse.ts';

function listOf(...argv: readonly string[]) {
	const {list} = optionsOf(['ls', ...argv]);
	assert.ok(list !== null);
	return list;
}

test('without options ls lists the newest 20 runs; other commands have no list', () => {
	assert.deepEqual(listOf(), {
		since: null,
		limit: 20,
		columns: null,
		sort: null,
		format: 'table',
		onlyKept: false,
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
		['2026-05-08', {at: Date.UTC(2026, 4, 7, 16)}],
		['2026-05-08 09:30', {at: Date.UTC(2026, 4, 8, 1, 30)}],
		['2026-05-08T09:30:10Z', {at: Date.UTC(2026, 4, 8, 9, 30, 10)}],
		['2026-05-08T09:30+02:00', {at: Date.UTC(2026, 4, 8, 7, 30)}],
	] as const) {
		const list = listOf('--since', text);
		assert.deepEqual([list.since, list.limit], [since, null], text);
	}

	assert.equal(listOf('--since=1h', '--limit', '5').limit, 5);
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
});

testUsageErrors(
	[
		[
			['--since', 'yesterday'],
			/^--since cannot be "yesterday"\. Use a duration like 24h or 7d, or a date/,
		],
		[['--since', '0s'], /^--since cannot/],
		[['--since', '2026-13-01'], /^--since cannot/],
		[['--since', '2026-02-30'], /^--since cannot/],
		[['--since', '2026-02-30T10:00Z'], /^--since cannot/],
		[['--since', '08/05/2026'], /^--since cannot/],
		[['--limit', '0'], /^--limit cannot be "0"\. Use a whole number from 1 to 10000\.$/],
		[['--limit', '10001'], /^--limit cannot/],
		[['--limit', '1.5'], /^--limit cannot/],
		[['--columns', 'id,staus'], /^There is no column "staus"\. Did you mean status\?$/],
		[
			['--columns', 'everything'],
			/^There is no column "everything"\. Use some of id, title, .*or input\.KEY\.$/,
		],
		[['--columns', 'id,'], /^There is no column ""/],
		[['--columns', 'input.'], /^There is no column "input\."/],
		[['--by=day'], /^chenyu-top ls has no --by\. Remove it/],
		[['--sort', '-h'], /^--sort needs a value/],
		[['--sort', '--json'], /^--sort needs a value/],
		[['--json', '--csv'], /^--json and --csv cannot/],
		[['--download', 'x'], /^chenyu-top ls has no --download\. Remove it/],
		[['--plain'], /^chenyu-top ls has no --plain/],
		[['wfrun_1'], /^chenyu-top ls takes no run order ids/],
		[['-', '--json'], /^chenyu-top ls takes no run order ids/],
	],
	['ls'],
);

test('a watch has none of the options of ls, and names all commands that have them', () => {
	for (const option of ['--limit=3', '--columns=id', '--sort=id']) {
		assert.match(usageErrorOf([option]), /^--\w+ is an option of chenyu-top ls\. Put ls before it/);
		assert.match(usageErrorOf(['doctor', option]), /is an option of chenyu-top ls\./);
	}

	assert.match(
		usageErrorOf(['--csv']),
		/^--csv is an option of chenyu-top ls and cost\. Put one of them/,
	);
	assert.match(
		usageErrorOf(['--since=1h']),
		/^--since is an option of chenyu-top ls, cost, and history\./,
	);
});

test('the help of ls names every column, in both languages', () => {
	for (const language of ['en', 'zh']) {
		const help = immediateText('help', 'ls', `--lang=${language}`) ?? '';

		for (const id of [...listColumnIds, 'input.KEY']) {
			assert.match(help, new RegExp(`\\b${id}\\b`));
		}
	}
});
