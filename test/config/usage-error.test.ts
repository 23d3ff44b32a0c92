import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {optionTable} from '../../source/config/option-table.ts';
import {immediateText, parse, testUsageErrors, usageErrorOf} from './parse.ts';

testUsageErrors([
	[['--bogus'], /^Unknown option --bogus\. See chenyu-top --help\.$/],
	[['--jsno'], /^Unknown option --jsno\. Did you mean --json\?$/],
	[['--no-colour'], /Did you mean --no-color\?/],
	[['--Interval=2'], /Unknown option --Interval\. Did you mean --interval\?/],
	[['--no-json'], /^Unknown option --no-json/],
	[['--interval'], /^--interval needs a value: --interval SECONDS\.$/],
	[['--interval', '--json'], /^--interval needs a value/],
	[['--lang', ''], /^--lang needs a value/],
	[['--json=yes'], /^--json takes no value/],
	[['--interval', 'fast'], /^--interval cannot be "fast"\. Use seconds from 0\.2 to 86400\.$/],
	[['--interval', '86401'], /^--interval cannot/],
	[['--timeout', '10'], /^--timeout cannot be "10"\. Use a duration/],
	[['--timeout', '501h'], /^--timeout cannot/],
	[['--on-end', "notify 'done"], /^--on-end cannot be/],
	[['--replay', 'x', '--download', 'a'], /^--replay and --download cannot be used together/],
	[['--replay', 'x', '-'], /^--replay and ID cannot be used together/],
	[['--metrics', '65536'], /^--metrics cannot be "65536"\. Use a port, or an address and a port/],
	[['--speed', '2'], /^--speed needs --replay FILE\./],
	[['--replay', 'x', '--speed', '0.09'], /^--speed cannot be "0\.09"/],
	[['--until', 'budget', '--json'], /^--until budget needs --budget CNY\./],
	[
		['--budget', '0'],
		/^--budget cannot be "0"\. Use an amount in CNY from 0\.01, like 5, or 20\/day\.$/,
	],
	[['--budget', '5/week'], /^--budget cannot be "5\/week"\./],
	[['--status', 'failed', 'a'], /^--status and ID cannot be used together/],
	[['doctr'], /^"doctr" is not a command\. Did you mean chenyu-top doctor\?.*put -- before it/],
	[['wfrun_1', 'doctor'], /^"doctor" is not a command/],
	[['help', 'doctr'], /Did you mean chenyu-top doctor\?/],
	[['https://www.chenyu.cn/console'], /^There is no run order id in this address/],
	[['completion'], /^Usage: chenyu-top completion SHELL\.$/],
	[
		['--until', 'some'],
		/^--until cannot be "some"\. Use one of all, any, first-failure, budget, never\.$/,
	],
	[['--until', 'nevr'], /^--until cannot be "nevr"\. Did you mean never\?$/],
	[['--lang', 'fr'], /^--lang cannot be "fr"\. Use one of zh, en\.$/],
	[['--quiet'], /^--quiet needs --plain/],
	[['--json', '--plain'], /^--json and --plain cannot be used together/],
	[['--demo', '--base-url', 'https://a.example'], /^--demo and --base-url cannot be used together/],
	[[''], /^A run order id is empty/],
	[['wfrun_1', ' \t'], /^A run order id is empty/],
	[['-'], /^"-" reads ids from standard input, which is the keyboard here/],
	[['--base-url', 'nowhere'], /^--base-url is not valid\. Use an https URL/],
	[
		['--base-url', 'http://chenyu.example'],
		/^--base-url is not valid\. .*http only to this machine/,
	],
]);

test('no option accepts a key, and its value is not printed', () => {
	for (const name of ['api-key', 'apiKey', 'API_KEY', 'key', 'token', 'secret', 'password']) {
		for (const argv of [[`--${name}`, 'cy_secret'], [`--${name}=cy_secret`]]) {
			const message = usageErrorOf(argv);
			assert.match(message, /CHENYU_API_KEY/);
			assert.doesNotMatch(message, /cy_secret/);
		}
	}

	assert.doesNotMatch(usageErrorOf(['--apikey-file=cy_secret']), /cy_secret/);
});

test('input in an error is safe text, on one line and cut', () => {
	const hostile = 'a\u001B[31m\n\u202Eb';
	for (const argv of [
		['--interval', hostile],
		[`--${hostile}`],
		['--until', hostile],
		['--lang', hostile],
	]) {
		// oxlint-disable-next-line no-control-regex
		assert.doesNotMatch(usageErrorOf(argv), /[\u0000-\u001F\u007F-\u009F\u202E]/);
	}

	assert.ok(usageErrorOf([`--${'x'.repeat(100_000)}`]).length < 200);
	assert.ok(usageErrorOf(['--interval', 'x'.repeat(100_000)]).length < 200);
});

test('a refused base URL is not printed, since it may contain a password', () => {
	for (const url of [
		'https://me:pass@a.example',
		'https://a.example?token=pass',
		'http://pass.example',
		'pass',
	]) {
		assert.doesNotMatch(usageErrorOf(['--base-url', url]), /pass\b(?!word)/);
	}
});

test('parsing never throws, and every error is one line (property)', () => {
	const word = fc.oneof(
		fc.constantFrom(
			...optionTable.map(({name}) => `--${name}`),
			'--',
			'-',
			'--__proto__',
			'--a.b=c',
		),
		fc.constantFrom('--interval=', '--no-', '--=x', '-abc', '--constructor', 'true', '1s'),
		fc.string({unit: 'binary'}),
	);
	const env = fc.dictionary(
		fc.constantFrom('LANG', 'CHENYU_BASE_URL', 'TERM', 'CI', 'NO_COLOR'),
		fc.string(),
	);
	fc.assert(
		fc.property(fc.array(word), env, fc.boolean(), (argv, variables, stdout) => {
			immediateText(...argv);
			const parsed = parse({argv, env: variables, stdout});

			if (typeof parsed === 'string') {
				// oxlint-disable-next-line no-control-regex
				assert.doesNotMatch(parsed, /[\u0000-\u001F]/);
			} else {
				assert.ok(parsed.options.interval >= 200);
				assert.equal(new Set(parsed.options.ids).size, parsed.options.ids.length);
			}
		}),
		{numRuns: 500},
	);
});
