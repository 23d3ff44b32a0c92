import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import stringWidth from 'string-width';
import {optionTable} from '../../source/config/option-table.ts';
import type {Environment, Options} from '../../source/config/options.ts';
import {parseOptions, type ParsedOptions} from '../../source/config/parse-options.ts';

type Setup = {
	readonly env?: Environment;
	readonly stdin?: boolean;
	readonly stdout?: boolean;
};

function parse(argv: readonly string[], {env = {}, stdin = true, stdout = true}: Setup = {}) {
	return parseOptions({
		argv,
		env,
		stdinIsTerminal: stdin,
		stdoutIsTerminal: stdout,
		version: '1.2.3',
	});
}

function optionsOf(argv: readonly string[], setup?: Setup): Options {
	const parsed = parse(argv, setup);
	assert.equal(parsed.kind, 'options', JSON.stringify(parsed));
	return parsed.options;
}

function wrongOf(argv: readonly string[], setup?: Setup): string {
	const parsed = parse(argv, setup);
	assert.equal(parsed.kind, 'wrong', JSON.stringify(parsed));
	assert.equal(parsed.exitCode, 2);
	assert.doesNotMatch(parsed.message, /[\n\r]/);
	return parsed.message;
}

function textOf(parsed: ParsedOptions): string {
	assert.ok(parsed.kind === 'help' || parsed.kind === 'version', JSON.stringify(parsed));
	return parsed.text;
}

function languageOf(env: Environment, ...argv: readonly string[]): string {
	return optionsOf(['a', ...argv], {env}).language;
}

function colorOf(env: Environment, ...argv: readonly string[]): string {
	return optionsOf(['a', ...argv], {env}).color;
}

test('without options everything has the default that the contract names', () => {
	const {baseUrl, ...options} = optionsOf(['wfrun_1']);
	assert.equal(baseUrl.href, 'https://www.chenyu.cn/');
	assert.deepEqual(options, {
		ids: ['wfrun_1'],
		interval: 2000,
		concurrency: 8,
		baseUrlGiven: false,
		apiKeyFile: null,
		demo: false,
		mode: 'screen',
		once: false,
		until: 'all',
		timeout: null,
		exitWhenDone: false,
		language: 'en',
		color: 'auto',
		ascii: false,
		theme: 'terminal',
	});
});

test('every option reaches the options, with its value apart or attached', () => {
	const {baseUrl, ...options} = optionsOf([
		'--interval=0.5',
		'--concurrency',
		'3',
		'wfrun_1',
		'--base-url',
		'http://127.0.0.1:9/prefix',
		'--api-key-file',
		'my key=file',
		'--json',
		'--once',
		'--until=first-failure',
		'--timeout=1m30s',
		'--exit-when-done',
		'--lang',
		'zh',
		'--no-color',
		'--ascii',
		'--theme',
		'mono',
	]);
	assert.equal(baseUrl.href, 'http://127.0.0.1:9/prefix');
	assert.deepEqual(options, {
		ids: ['wfrun_1'],
		interval: 500,
		concurrency: 3,
		baseUrlGiven: true,
		apiKeyFile: 'my key=file',
		demo: false,
		mode: 'json',
		once: true,
		until: 'first-failure',
		timeout: 90_000,
		exitWhenDone: true,
		language: 'zh',
		color: 'never',
		ascii: true,
		theme: 'mono',
	});
});

test('ids are watched once each, in their order, whatever they look like', () => {
	const ids = ['wfrun_2', 'true', '--json', 'true', '12', 'wfrun_2', '--', '-x', '--help', '12'];
	const options = optionsOf(ids);
	assert.deepEqual(options.ids, ['wfrun_2', 'true', '12', '-x', '--help']);
	assert.equal(options.mode, 'json');
});

test('an option given twice counts as it was given last', () => {
	assert.equal(
		optionsOf(['a', '--interval=1', '--interval', '3', '--json', '--json']).interval,
		3000,
	);
});

const faults: ReadonlyArray<readonly [argv: readonly string[], says: RegExp]> = [
	[['--bogus'], /^Unknown option --bogus\. See chenyu-top --help\.$/],
	[['--jsno'], /^Unknown option --jsno\. Did you mean --json\?$/],
	[['--no-colour'], /Did you mean --no-color\?/],
	[['--Interval=2'], /Unknown option --Interval\. Did you mean --interval\?/],
	[['-h'], /^Unknown option -h\. See/],
	[['--no-json'], /^Unknown option --no-json/],
	[['--record', 'file'], /^Unknown option --record/],
	[['--interval'], /^--interval needs a value: --interval SECONDS\.$/],
	[['--interval='], /^--interval needs a value/],
	[['--interval', '--json'], /^--interval needs a value/],
	[['--lang', ''], /^--lang needs a value/],
	[['--json=yes'], /^--json takes no value/],
	[['--interval', 'fast'], /^--interval cannot be "fast"\. Use seconds from 0\.2 to 86400\.$/],
	[['--interval', '0.19'], /^--interval cannot be "0\.19"/],
	[['--interval', '-1'], /^--interval cannot be "-1"/],
	[['--interval', 'NaN'], /^--interval cannot/],
	[['--interval', 'Infinity'], /^--interval cannot/],
	[['--interval', '1e9'], /^--interval cannot/],
	[['--interval', '0x10'], /^--interval cannot/],
	[['--interval', ' '], /^--interval cannot/],
	[['--interval', '86401'], /^--interval cannot/],
	[['--concurrency', '0'], /^--concurrency cannot be "0"\. Use a whole number from 1 to 64\.$/],
	[['--concurrency', '65'], /^--concurrency cannot/],
	[['--concurrency', '2.5'], /^--concurrency cannot/],
	[['--timeout', '10'], /^--timeout cannot be "10"\. Use a duration/],
	[['--timeout', '0s'], /^--timeout cannot/],
	[['--timeout', '501h'], /^--timeout cannot/],
	[['--until', 'some'], /^--until cannot be "some"\. Use one of all, any, first-failure\.$/],
	[['--lang', 'fr'], /^--lang cannot be "fr"\. Use one of zh, en\.$/],
	[['--theme', 'neon'], /^--theme cannot be "neon"\. Use one of terminal, mono\.$/],
	[['--json', '--plain'], /^--json and --plain exclude each other/],
	[['--demo', '--base-url', 'https://a.example'], /^--demo and --base-url exclude each other/],
	[[''], /^A run order id is empty/],
	[['wfrun_1', ' \t'], /^A run order id is empty/],
	[['-'], /^"-" cannot be used yet/],
	[['--base-url', 'nowhere'], /^--base-url is not a URL/],
	[['--base-url', 'http://chenyu.example'], /^--base-url is http to another machine/],
];

for (const [argv, says] of faults) {
	test(`wrong usage is told in one line: ${JSON.stringify(argv)}`, () => {
		assert.match(wrongOf(argv), says);
		assert.match(wrongOf(argv, {env: {LANG: 'zh_CN'}}), /[\u4E00-\u9FFF]/);
	});
}

test('a key is taken from no option, and what was given there is not repeated (S1, S4)', () => {
	for (const name of ['api-key', 'apiKey', 'API_KEY', 'key', 'token', 'secret', 'password']) {
		for (const argv of [[`--${name}`, 'cy_secret'], [`--${name}=cy_secret`]]) {
			const message = wrongOf(argv);
			assert.match(message, /CHENYU_API_KEY/);
			assert.doesNotMatch(message, /cy_secret/);
		}
	}

	assert.doesNotMatch(wrongOf(['--apikey-file=cy_secret']), /cy_secret/);
});

test('what was typed is repeated as safe text, in one line and not at any length (T1)', () => {
	const hostile = 'a\u001B[31m\n\u202Eb';
	for (const argv of [
		['--interval', hostile],
		[`--${hostile}`],
		['--until', hostile],
		['--lang', hostile],
	]) {
		// oxlint-disable-next-line no-control-regex
		assert.doesNotMatch(wrongOf(argv), /[\u0000-\u001F\u007F-\u009F\u202E]/);
	}

	assert.ok(wrongOf([`--${'x'.repeat(100_000)}`]).length < 200);
	assert.ok(wrongOf(['--interval', 'x'.repeat(100_000)]).length < 200);
});

test('the base URL comes from the option, then from the environment, and the guilty one is named', () => {
	const env = {CHENYU_BASE_URL: 'https://env.example'};
	assert.equal(optionsOf(['a'], {env}).baseUrl.host, 'env.example');
	assert.equal(optionsOf(['a'], {env}).baseUrlGiven, true);
	assert.equal(optionsOf(['a', '--base-url=https://b.example'], {env}).baseUrl.host, 'b.example');
	assert.equal(optionsOf(['a'], {env: {CHENYU_BASE_URL: ''}}).baseUrlGiven, false);
	assert.match(wrongOf(['a'], {env: {CHENYU_BASE_URL: 'x'}}), /^CHENYU_BASE_URL is not a URL/);
});

test('the demo asks neither for ids nor for a base URL', () => {
	const options = optionsOf(['--demo', '--json'], {env: {CHENYU_BASE_URL: 'x'}});
	assert.deepEqual([options.demo, options.ids, options.baseUrlGiven], [true, [], false]);
});

test('a refused base URL is not repeated: a password may be in it (S4)', () => {
	for (const url of [
		'https://me:pass@a.example',
		'https://a.example?token=pass',
		'http://pass.example',
		'pass',
	]) {
		assert.doesNotMatch(wrongOf(['--base-url', url]), /pass\b(?!word)/);
	}
});

test('there is a screen only where it can be drawn and driven, and plain lines elsewhere (D4)', () => {
	assert.equal(optionsOf([]).mode, 'screen');
	assert.equal(optionsOf(['a'], {stdout: false}).mode, 'plain');
	assert.equal(optionsOf(['a'], {stdin: false}).mode, 'plain');
	assert.equal(optionsOf(['a'], {env: {TERM: 'dumb'}}).mode, 'plain');
	assert.equal(optionsOf(['a'], {env: {CI: 'true'}}).mode, 'plain');
	assert.equal(optionsOf(['a'], {env: {CI: 'false'}}).mode, 'screen');
	assert.equal(optionsOf(['a', '--plain']).mode, 'plain');
	assert.equal(optionsOf(['a', '--once']).mode, 'plain');
	assert.equal(optionsOf(['a', '--once', '--json']).mode, 'json');
});

test('no id is wrong usage where there is no screen to add one on', () => {
	assert.match(wrongOf(['--json']), /^No run order is named/);
	assert.match(wrongOf([], {stdout: false}), /^No run order is named/);
	assert.deepEqual(optionsOf([]).ids, []);
});

test('the language is the one asked for, else that of the locale', () => {
	assert.equal(languageOf({}), 'en');
	assert.equal(languageOf({LANG: 'zh_CN.UTF-8'}), 'zh');
	assert.equal(languageOf({LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8'}), 'en');
	assert.equal(languageOf({LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW'}), 'zh');
	assert.equal(languageOf({LANG: 'zh_CN', LC_ALL: ''}), 'zh');
	assert.equal(languageOf({LANG: 'zh_CN'}, '--lang=en'), 'en');
	assert.match(wrongOf(['--bogus'], {env: {LANG: 'zh_CN'}}), /^未知选项/);
});

test('colours are left out where somebody asked for that', () => {
	assert.equal(colorOf({}), 'auto');
	assert.equal(colorOf({NO_COLOR: '1'}), 'never');
	assert.equal(colorOf({NO_COLOR: ''}), 'auto');
	assert.equal(colorOf({FORCE_COLOR: '0'}), 'never');
	assert.equal(colorOf({NO_COLOR: '1', FORCE_COLOR: '1'}), 'auto');
	assert.equal(colorOf({FORCE_COLOR: '1'}, '--no-color'), 'never');
	assert.equal(colorOf({TERM: 'dumb'}), 'never');
});

test('help and version go before every fault', () => {
	assert.equal(textOf(parse(['--version', '--interval=x'])), '1.2.3');
	assert.match(textOf(parse(['--bogus', '', '--help'])), /^ {2}--interval SECONDS/m);
	assert.equal(parse(['--help', '--version']).kind, 'help');
	assert.equal(parse(['--', '--help'], {stdout: false}).kind, 'options');
	assert.equal(parse(['--api-key-file', '--help']).kind, 'help');
});

test('the help text names every option once, in both languages, and fits 80 columns', () => {
	for (const language of ['en', 'zh']) {
		const text = textOf(parse(['--help', `--lang=${language}`]));

		for (const {name} of optionTable) {
			assert.equal(text.match(new RegExp(`^  --${name} `, 'gm'))?.length, 1, name);
		}

		for (const line of text.split('\n')) {
			assert.ok(stringWidth(line) <= 80, line);
		}
	}
});

test('no command line makes it throw, and every verdict is one line (property)', () => {
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
			const parsed = parse(argv, {env: variables, stdout});

			if (parsed.kind === 'wrong') {
				// oxlint-disable-next-line no-control-regex
				assert.doesNotMatch(parsed.message, /[\u0000-\u001F]/);
			} else if (parsed.kind === 'options') {
				assert.ok(parsed.options.interval >= 200);
				assert.equal(new Set(parsed.options.ids).size, parsed.options.ids.length);
			}
		}),
		{numRuns: 500},
	);
});
