import assert from 'node:assert/strict';
import test from 'node:test';
import {optionsOf, requestOf, usageErrorOf} from './parse.ts';

test('without options all values are the documented defaults, or off', () => {
	const {baseUrl, ...options} = optionsOf(['wfrun_1']);
	assert.equal(baseUrl.href, 'https://www.chenyu.cn/');
	const set = Object.entries(options).filter(([, value]) => value !== null && value !== false);
	assert.deepEqual(Object.fromEntries(set), {
		ids: ['wfrun_1'],
		certainIds: new Set(),
		speed: 1,
		interval: 2000,
		concurrency: 32,
		mode: 'screen',
		until: 'all',
		language: 'en',
		color: 'auto',
		signals: {title: true, progress: true, notify: true, bell: true},
		theme: 'auto',
	});
});

test('all options are parsed, with separate and attached values', () => {
	const watch =
		'--interval=7 --interval=0.5 wfrun_1 --base-url http://127.0.0.1:9/prefix --json --quiet --once --allow-empty ' +
		'--until=first-failure --budget 0.50 --timeout=1m30s --exit-when-done';
	const onEnd = 'notify \'-t\' "two words" $CHENYU_RUN_ID';
	const appearance = '--lang zh --no-color --mouse --theme mono';
	const {options, settings} = requestOf({
		argv: [
			...`${watch} ${appearance}`.split(' '),
			'--api-key-file',
			'my key=file',
			'--on-end',
			onEnd,
		],
	});
	assert.equal(options.baseUrl.href, 'http://127.0.0.1:9/prefix');
	assert.equal(settings.keyFile?.path, 'my key=file');
	assert.partialDeepStrictEqual(options, {
		ids: ['wfrun_1'],
		interval: 500,
		baseUrlGiven: true,
		mode: 'json',
		quiet: true,
		once: true,
		allowEmpty: true,
		until: 'first-failure',
		budget: {amount: '0.5', isDaily: false},
		timeout: 90_000,
		onEnd: ['notify', '-t', 'two words', '$CHENYU_RUN_ID'],
		exitWhenDone: true,
		language: 'zh',
		color: 'never',
		mouse: true,
		theme: 'mono',
	});
	const given = ['--workflow', 'w', '--status=failed', '--record=r', '--download', 'my folder'];
	const expected = {workflow: 'w', status: 'failed', record: 'r', download: 'my folder'};
	assert.partialDeepStrictEqual(optionsOf(given), expected);
	const {replay, speed} = optionsOf(['--replay', 'r', '--speed=max']);
	assert.deepEqual([replay, speed], ['r', Infinity]);
});

test('ids are kept in order without duplicates, those of lists and addresses too', () => {
	const address = 'https://www.chenyu.cn/console/runs/wfrun_1?tab=log#wfrun_2';

	for (const [argv, ids, certain] of [
		[
			['wfrun_2', 'true', '--json', 'true', '12', 'wfrun_2', '--', '-x', '--help', '12'],
			['wfrun_2', 'true', '12', '-x', '--help'],
			['-x', '--help', '12'],
		],
		[[], []],
		[['a, b，c'], ['a', 'b', 'c']],
		[
			['--', 'doctr', 'a,b'],
			['doctr', 'a,b'],
			['doctr', 'a,b'],
		],
		[
			['cost-7', 'run_1', 'list1'],
			['cost-7', 'run_1', 'list1'],
		],
		[[address], ['wfrun_1', 'wfrun_2']],
		[
			[' wfrun_1 ', '<wfrun_2>', '"wfrun_3"', `<${address}>`],
			['wfrun_1', 'wfrun_2', 'wfrun_3'],
		],
	] as const) {
		const options = optionsOf(argv);
		assert.deepEqual([options.ids, [...options.certainIds]], [ids, certain ?? []]);
	}
});

test('the mode is a screen if it can be drawn and has keys, else plain lines', () => {
	for (const [words, setup, mode] of [
		['', {}, 'screen'],
		['a', {stdout: false}, 'plain'],
		['a', {stdin: false}, 'plain'],
		['a', {env: {TERM: 'dumb'}}, 'plain'],
		['a', {env: {CI: 'true'}}, 'plain'],
		['a', {env: {CI: 'false'}}, 'screen'],
		['a --screen', {env: {CI: 'true'}}, 'screen'],
		['a --screen', {stdout: false}, /--screen needs a terminal/],
		['a --screen', {stdin: false}, /--screen needs a terminal/],
		['a --screen --json', {}, /--json .*cannot be used together/],
		['a --plain', {}, 'plain'],
		['a --once', {}, 'plain'],
		['a --once --json', {}, 'json'],
		['-', {stdin: false}, 'screen'],
		['-', {stdin: false, stdout: false}, 'plain'],
		['- --json', {stdin: false}, 'json'],
	] as const) {
		const argv = words.split(' ').filter(Boolean);

		if (typeof mode === 'string') {
			assert.equal(optionsOf(argv, setup).mode, mode, words);
		} else {
			assert.match(usageErrorOf(argv, setup), mode);
		}
	}
});

test('the language and the colours come from options and the environment', () => {
	assert.equal(requestOf({config: {lang: 'zh'}}).options.language, 'zh');
	const plain = requestOf({config: {color: false}, env: {FORCE_COLOR: '1'}});
	assert.equal(plain.options.color, 'auto');

	for (const [env, argv, expected] of [
		[{}, '', 'en auto'],
		[{LANG: 'zh_CN.UTF-8'}, '', 'zh auto'],
		[{LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'en_US.UTF-8'}, '', 'en auto'],
		[{LANG: 'en_US.UTF-8', LC_ALL: 'zh_TW'}, '', 'zh auto'],
		[{LANG: 'zh_CN', LC_ALL: ''}, '', 'zh auto'],
		// Chinese only where the terminal accepts UTF-8.
		[{LANG: 'zh_CN.GBK'}, '', 'en auto'],
		[{LANG: 'zh_CN@euro'}, '', 'en auto'],
		[{LANG: 'zh_CN', LC_CTYPE: 'C.utf8'}, '', 'zh auto'],
		[{LANG: 'zh_CN.UTF-8', LC_CTYPE: 'POSIX'}, '', 'en auto'],
		[{LANG: 'zh_CN.UTF-8', LC_CTYPE: 'en_US.ISO-8859-1'}, '', 'en auto'],
		[{LANG: 'zh_CN'}, '--lang=en', 'en auto'],
		[{NO_COLOR: '1'}, '', 'en never'],
		[{NO_COLOR: ''}, '', 'en auto'],
		[{FORCE_COLOR: '0'}, '', 'en never'],
		[{NO_COLOR: '1', FORCE_COLOR: '1'}, '', 'en auto'],
		[{FORCE_COLOR: '1'}, '--no-color', 'en never'],
		[{TERM: 'dumb'}, '', 'en never'],
	] as const) {
		const {language, color} = optionsOf(['a', argv].filter(Boolean), {env});
		assert.equal(`${language} ${color}`, expected);
	}

	assert.match(usageErrorOf(['--bogus'], {env: {LANG: 'zh_CN'}}), /^未知选项/);
});

test('"-" is not an id: more ids come from standard input, and keys from the terminal itself', () => {
	const piped = optionsOf(['a', '-', 'b', '-'], {stdin: false});
	assert.deepEqual([piped.ids, piped.idsFromInput, piped.mode], [['a', 'b'], true, 'screen']);
	assert.equal(optionsOf(['--', '-'], {stdin: false}).idsFromInput, true);
	assert.equal(optionsOf(['-', '--plain']).idsFromInput, true);
});

test('some settings are in the config only; calm turns the bell and the progress bar off', () => {
	const signals = {title: true, progress: false, notify: true, bell: false};
	const config = {concurrency: 3, lowBalance: 2.5, ascii: true, calm: true};
	assert.partialDeepStrictEqual(requestOf({config}).options, {
		...config,
		lowBalance: '2.5',
		signals,
	});
	const off = {title: false, progress: false, notify: false, bell: false};
	assert.deepEqual(requestOf({config: off}).options.signals, off);
});
