import assert from 'node:assert/strict';
import test from 'node:test';
import {isUtf8, localeLanguage} from '../../source/config/locale-language.ts';
import type {Environment} from '../../source/terminal/environment.ts';
import {optionsOf, wrongOf} from './parse.ts';

function languageOf(env: Environment, ...argv: readonly string[]): string {
	return optionsOf(['a', ...argv], {env}).language;
}

function colorOf(env: Environment, ...argv: readonly string[]): string {
	return optionsOf(['a', ...argv], {env}).color;
}

test('without options all values are the documented defaults', () => {
	const {baseUrl, ...options} = optionsOf(['wfrun_1']);
	assert.equal(baseUrl.href, 'https://www.chenyu.cn/');
	assert.deepEqual(options, {
		ids: ['wfrun_1'],
		idsFromInput: false,
		workflow: null,
		status: null,
		download: null,
		record: null,
		replay: null,
		speed: 1,
		interval: 2000,
		concurrency: 8,
		baseUrlGiven: false,
		apiKeyFile: null,
		demo: false,
		mode: 'screen',
		once: false,
		allowEmpty: false,
		until: 'all',
		budget: null,
		timeout: null,
		exitWhenDone: false,
		language: 'en',
		color: 'auto',
		ascii: false,
		signals: {title: true, progress: true, notify: true, bell: true},
		mouse: false,
		calm: false,
		screenReader: false,
		theme: 'terminal',
	});
});

test('all options are parsed, with separate and attached values', () => {
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
		'--allow-empty',
		'--until=first-failure',
		'--budget',
		'0.50',
		'--timeout=1m30s',
		'--exit-when-done',
		'--lang',
		'zh',
		'--no-color',
		'--ascii',
		'--mouse',
		'--calm',
		'--no-title',
		'--no-progress',
		'--no-notify',
		'--no-bell',
		'--theme',
		'mono',
	]);
	assert.equal(baseUrl.href, 'http://127.0.0.1:9/prefix');
	assert.deepEqual(options, {
		ids: ['wfrun_1'],
		idsFromInput: false,
		workflow: null,
		status: null,
		download: null,
		record: null,
		replay: null,
		speed: 1,
		interval: 500,
		concurrency: 3,
		baseUrlGiven: true,
		apiKeyFile: 'my key=file',
		demo: false,
		mode: 'json',
		once: true,
		allowEmpty: true,
		until: 'first-failure',
		budget: '0.5',
		timeout: 90_000,
		exitWhenDone: true,
		language: 'zh',
		color: 'never',
		ascii: true,
		signals: {title: false, progress: false, notify: false, bell: false},
		mouse: true,
		calm: true,
		screenReader: false,
		theme: 'mono',
	});
});

test('the shortest interval is allowed, a shorter one is not', () => {
	assert.equal(optionsOf(['a', '--interval', '0.2']).interval, 200);
	assert.match(wrongOf(['a', '--interval', '0.19']), /--interval.*0\.2/);
});

test('ids are kept in order without duplicates, and may have any form', () => {
	const ids = ['wfrun_2', 'true', '--json', 'true', '12', 'wfrun_2', '--', '-x', '--help', '12'];
	const options = optionsOf(ids);
	assert.deepEqual(options.ids, ['wfrun_2', 'true', '12', '-x', '--help']);
	assert.equal(options.mode, 'json');
});

test('of a repeated option the last value counts', () => {
	assert.equal(
		optionsOf(['a', '--interval=1', '--interval', '3', '--json', '--json']).interval,
		3000,
	);
});

test('the base URL comes from the option, then from the environment; an error names its source', () => {
	const env = {CHENYU_BASE_URL: 'https://env.example'};
	assert.equal(optionsOf(['a'], {env}).baseUrl.host, 'env.example');
	assert.equal(optionsOf(['a'], {env}).baseUrlGiven, true);
	assert.equal(optionsOf(['a', '--base-url=https://b.example'], {env}).baseUrl.host, 'b.example');
	assert.equal(optionsOf(['a'], {env: {CHENYU_BASE_URL: ''}}).baseUrlGiven, false);
	assert.match(wrongOf(['a'], {env: {CHENYU_BASE_URL: 'x'}}), /^CHENYU_BASE_URL is not a URL/);
});

test('the demo needs no ids and ignores the base URL of the environment', () => {
	const options = optionsOf(['--demo', '--json'], {env: {CHENYU_BASE_URL: 'x'}});
	assert.deepEqual([options.demo, options.ids, options.baseUrlGiven], [true, [], false]);
});

test('the mode is a screen if it can be drawn and has keys, else plain lines (D4)', () => {
	assert.equal(optionsOf([]).mode, 'screen');
	assert.equal(optionsOf(['a'], {stdout: false}).mode, 'plain');
	assert.equal(optionsOf(['a'], {stdin: false}).mode, 'plain');
	assert.equal(optionsOf(['a'], {env: {TERM: 'dumb'}}).mode, 'plain');
	assert.equal(optionsOf(['a'], {env: {CI: 'true'}}).mode, 'plain');
	assert.equal(optionsOf(['a'], {env: {CI: 'false'}}).mode, 'screen');
	assert.equal(optionsOf(['a', '--screen'], {env: {CI: 'true'}}).mode, 'screen');
	assert.match(wrongOf(['a', '--screen'], {stdout: false}), /--screen needs a terminal/);
	assert.match(wrongOf(['a', '--screen'], {stdin: false}), /--screen needs a terminal/);
	assert.match(wrongOf(['a', '--screen'], {env: {TERM: 'dumb'}}), /--screen needs a terminal/);

	for (const other of ['--json', '--plain', '--once']) {
		assert.match(
			wrongOf(['a', '--screen', other]),
			new RegExp(`${other} .*cannot be used together`),
		);
	}

	assert.equal(optionsOf(['a', '--plain']).mode, 'plain');
	assert.equal(optionsOf(['a', '--once']).mode, 'plain');
	assert.equal(optionsOf(['a', '--once', '--json']).mode, 'json');
});

test('ids are optional, with and without a screen', () => {
	assert.deepEqual(optionsOf([]).ids, []);
	assert.deepEqual(optionsOf(['--json']).ids, []);
	assert.deepEqual(optionsOf([], {stdout: false}).ids, []);
});

test('T17: a terminal accepts UTF-8 unless its locale has another charset, and gets Chinese only with UTF-8', () => {
	for (const [env, utf8] of [
		[{}, true],
		[{LANG: ''}, true],
		[{LANG: 'zh_CN'}, true],
		[{LANG: 'zh_CN.UTF-8'}, true],
		[{LANG: 'C.utf8'}, true],
		[{LC_ALL: 'C', LANG: 'zh_CN.UTF-8'}, false],
		[{LANG: 'POSIX'}, false],
		[{LC_CTYPE: 'en_US.ISO-8859-1', LANG: 'zh_CN.UTF-8'}, false],
		[{LANG: 'de_DE@euro'}, false],
		[{LANG: 'zh_CN.GBK'}, false],
	] as const) {
		assert.equal(isUtf8(env), utf8, JSON.stringify(env));
	}

	assert.equal(localeLanguage({LANG: 'zh_CN.GBK'}), 'en');
});

test('the language is that of --lang, else that of the locale', () => {
	assert.equal(languageOf({}), 'en');
	assert.equal(languageOf({LANG: 'zh_CN.UTF-8'}), 'zh');
	assert.equal(languageOf({LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8'}), 'en');
	assert.equal(languageOf({LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW'}), 'zh');
	assert.equal(languageOf({LANG: 'zh_CN', LC_ALL: ''}), 'zh');
	assert.equal(languageOf({LANG: 'zh_CN'}, '--lang=en'), 'en');
	assert.match(wrongOf(['--bogus'], {env: {LANG: 'zh_CN'}}), /^未知选项/);
});

test('NO_COLOR, FORCE_COLOR, TERM and --no-color decide about colours', () => {
	assert.equal(colorOf({}), 'auto');
	assert.equal(colorOf({NO_COLOR: '1'}), 'never');
	assert.equal(colorOf({NO_COLOR: ''}), 'auto');
	assert.equal(colorOf({FORCE_COLOR: '0'}), 'never');
	assert.equal(colorOf({NO_COLOR: '1', FORCE_COLOR: '1'}), 'auto');
	assert.equal(colorOf({FORCE_COLOR: '1'}, '--no-color'), 'never');
	assert.equal(colorOf({TERM: 'dumb'}), 'never');
});

test('"-" is not an id: more ids come from standard input, and keys from the terminal itself', () => {
	const piped = optionsOf(['a', '-', 'b', '-'], {stdin: false});
	assert.deepEqual([piped.ids, piped.idsFromInput, piped.mode], [['a', 'b'], true, 'screen']);
	assert.deepEqual(optionsOf(['--', '-'], {stdin: false}).idsFromInput, true);
	assert.equal(optionsOf(['-'], {stdin: false, stdout: false}).mode, 'plain');
	assert.equal(optionsOf(['-', '--json'], {stdin: false}).mode, 'json');
	assert.equal(optionsOf(['-', '--plain']).idsFromInput, true);
});

test('--calm turns the bell and the progress bar off', () => {
	assert.deepEqual(optionsOf(['--calm']).signals, {
		title: true,
		progress: false,
		notify: true,
		bell: false,
	});
});
