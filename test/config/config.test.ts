import assert from 'node:assert/strict';
import test from 'node:test';
import {inspect} from 'node:util';
import {readConfig} from '../../source/config/config.ts';
import type {ConfigFile} from '../../source/config/load-config.ts';
import {notifyEvents} from '../../source/core/notify.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {configErrorOf, errorOf, path, requestOf, type Setup} from './parse.ts';

test('every setting of the config reaches the options', () => {
	const {options, settings} = requestOf({
		config: {
			$schema: 'x',
			baseUrl: 'http://127.0.0.1:9/prefix',
			apiKeyFile: 'keys/mine',
			interval: 0.5,
			concurrency: 3,
			lang: 'zh',
			theme: 'mono',
			color: false,
			ascii: true,
			exitWhenDone: true,
			budget: '2.5/day',
			lowBalance: 1.5,
			downloadFolder: '~/pictures',
			downloadName: '{title}/{key}.{ext}',
			downloadRunJson: true,
			title: false,
			progress: false,
			notify: false,
			bell: false,
			keys: {follow: ['f7', 'ctrl+t'], 'next-hit': [['f3'], ['f4']]},
		},
	});
	assert.equal(options.baseUrl.href, 'http://127.0.0.1:9/prefix');
	assert.equal(settings.keyFile?.path, '/home/u/.config/chenyu-top/keys/mine');
	assert.equal(settings.downloadFolder, '/home/u/pictures');
	assert.deepEqual(settings.saving, {template: '{title}/{key}.{ext}', savesRecord: true});
	const {interval, concurrency, language, theme, color, ascii, exitWhenDone, signals} = options;
	assert.deepEqual(
		[interval, concurrency, language, theme, color, ascii, exitWhenDone, options.budget],
		[500, 3, 'zh', 'mono', 'never', true, true, {amount: '2.5', isDaily: true}],
	);
	assert.equal(options.lowBalance, '1.5');
	assert.deepEqual(signals, {title: false, progress: false, notify: false, bell: false});
	const follow = settings.bindings.find(({id}) => id === 'follow');
	assert.deepEqual(follow?.does[0]?.keys, ['f7', 'ctrl+t']);
	assert.deepEqual(follow.footer, ['f7']);
	const hits = settings.bindings.find(({id}) => id === 'next-hit');
	assert.deepEqual(
		hits?.does.map(({keys}) => keys),
		[['f3'], ['f4']],
	);
});

test('the limits of the history are not those of a profile, and have defaults', () => {
	const limitsOf = (history: object) => requestOf({config: {history}}).settings.historyLimits;
	assert.deepEqual(requestOf({}).settings.historyLimits, {days: 90, bytes: 500_000_000});
	assert.deepEqual(limitsOf({}), {days: 90, bytes: 500_000_000});
	assert.deepEqual(limitsOf({days: 7, megabytes: 20}), {days: 7, bytes: 20_000_000});
});

test('views of the config have a filter, a sort order and columns', () => {
	const views = [
		{name: '贵', filter: 'cost:>1 or is:stalled', sort: 'cost', columns: ['id']},
		{name: 'all'},
	];
	assert.deepEqual(
		[...requestOf({config: {views, columns: ['title']}}).settings.views],
		[
			[
				'贵',
				{filter: 'cost:>1 or is:stalled', sort: {key: 'cost', descending: true}, columns: ['id']},
			],
			['all', {filter: '', sort: {key: 'added', descending: false}, columns: ['title']}],
		],
	);
});

test('S8: hooks and channels need a file that others cannot change or read; the secrets are not shown', () => {
	const url = 'https://chat.example/hook/s3cret-address';
	const channels = [
		{kind: 'feishu', url, secret: 's3cret-key', on: ['failed']},
		{kind: 'webhook', url: 'http://[::1]:9/s3cret-address'},
	];
	const config = {channels, hooks: {end: ['a', '$CHENYU_RUN_ID']}};
	const {settings} = requestOf({config});
	const [first, second] = settings.config?.channels ?? [];
	assert.deepEqual(
		[first?.number, first?.kind, first?.url.reveal(), first?.secret?.reveal(), first?.on],
		[1, 'feishu', url, 's3cret-key', ['failed']],
	);
	assert.deepEqual([second?.number, second?.secret, second?.on], [2, null, notifyEvents]);
	assert.deepEqual(settings.config?.hooks, {end: ['a', '$CHENYU_RUN_ID']});
	assert.doesNotMatch(`${inspect(settings, {depth: 20})}${JSON.stringify(settings)}`, /s3cret/);

	const refused = (change: object, exposure: Setup['exposure'] = {}) => {
		const error = errorOf({config: {...config, ...change}, exposure});
		assert.doesNotMatch(error, /s3cret/);
		return error.replaceAll(`${path}:`, '');
	};
	assert.match(
		refused({}, {mode: '640'}),
		/^2:2: Other users can read .*640.*Run chmod 600 \S+json\.$/,
	);
	assert.match(
		refused({}, {writable: '/home/u/.config'}),
		/: Other users can change \/home\/u\/\.config, .*Run chmod go-w \/home\/u\/\.config\.$/,
	);
	const wrong = [
		{kind: 'feishu', url: url.replace('https', 'http')},
		{kind: 'feishu', url: 'https://user:s3cret@chat.example/'},
		{kind: 's3cret-address', url},
		{kind: 'feishu', url, on: ['s3cret']},
		{kind: 'feishu', url, s3cret: 1},
		{kind: 'feishu', url, secret: 7},
	];

	for (const channel of wrong) {
		assert.match(refused({channels: [channel]}), /: A channel is written like /);
	}

	assert.match(
		refused({channels: [{kind: 'wecom', url, secret: 's3cret'}]}),
		/: The messages of a channel of kind wecom are not signed: .* Remove "secret"\.$/,
	);
	assert.match(refused({hooks: {emd: ['a']}}), /: "hooks" has a program and its arguments/);
	assert.match(refused({hooks: {end: 'a'}}), /: "hooks" has a program and its arguments/);
	assert.match(refused({hooks: {end: ['$CHENYU_KEY']}}), /: There is no variable CHENYU_KEY\./);
});

test('each error is reported with its position and advice, in one line', () => {
	const golden: Readonly<Record<string, string>> = {
		'{\n\t"intervall": 3\n}': '2:2: There is no setting "intervall". Did you mean "interval"?',
		'{"frobnicate": 3}':
			'1:2: There is no setting "frobnicate". Remove it; chenyu-top config lists all settings.',
		'{"interval": "2"}':
			'1:14: "interval" cannot be "2". Use a number of seconds from 0.2 to 86400.',
		'{\n  "theme": "neon",\n  "interval": 9\n}':
			'2:12: "theme" cannot be "neon". Use the name of a theme in quotes; chenyu-top --help lists them.',
		'{"history": {"days": 0}}':
			'1:22: "days" cannot be 0. Use a whole number from 1 to 36500, without quotes.',
		'{"history": {"megabytes": "20"}}':
			'1:27: "megabytes" cannot be "20". Use a whole number from 10 to 1000000, without quotes.',
		'{"history": {"day": 3}}': '1:14: There is no setting "day". Did you mean "days"?',
		'{"views": [{"name": "a", "filter": "cost:>x"}]}':
			'1:36: "filter" cannot be "cost:>x". Use a filter like "is:stalled or status:failed"; docs/RUNS.md lists the terms.',
		'{"views": [{"name": "a", "sort": "price"}]}':
			'1:34: "sort" cannot be "price". Use the name of a sort order, like "created" or "-created"; :sort lists them.',
		'{"views": [{"name": "a", "fliter": ""}]}':
			'1:26: There is no setting "fliter". Did you mean "filter"?',
		'{"views": {"a": {}}}':
			'1:11: "views" is a list of views with names. Write it like [{"name": "today", "filter": "created:<24h", "sort": "-created"}].',
		'{"history": []}':
			'1:13: "history" is not an object. Write it as {…}, with the same settings as at the top level.',
		'{"profiles": {"a": {"history": {}}}}':
			'1:21: There is no setting "history". Remove it; chenyu-top config lists all settings.',
		'{"histroy": {}}': '1:2: There is no setting "histroy". Did you mean "history"?',
		'{"downloadName": "{titel}.{ext}"}':
			'1:18: "downloadName" cannot be "{titel}.{ext}". Use a path below the folder for outputs, in quotes, with {date}, {time}, {title}, {id}, {label}, {key}, {index}, {ext}, {name}, {workflow} and {input.KEY}, like "{date}/{title}-{input.seed}-{key}.{ext}".',
		'{"commands": {}}':
			'1:14: A command of your own is written like {"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}; the pane is everywhere, runs, log or outputs.',
		'{"commands": [\n{"name": "a", "key": "f7", "command": ["a"], "pane": "detail"}]}':
			'2:54: A command of your own is written like {"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}; the pane is everywhere, runs, log or outputs.',
		'{"commands": [\n{"name": "a", "key": "f7", "command": ["a"], "kex": 1}]}':
			'2:53: A command of your own is written like {"name": "resubmit", "key": "f7", "pane": "runs", "command": ["resubmit", "$CHENYU_RUN_ID"], "confirm": true}; the pane is everywhere, runs, log or outputs.',
		'{"commands": [\n{"name": "a", "key": "s", "pane": "runs", "command": ["a"]}]}':
			'2:22: "s" cannot be bound to "a": it is bound to "sort" there. Use another key, or bind "sort" to another key too.',
		'{"commands": [\n{"name": "a", "key": "ctrl+h", "command": ["a"]}]}':
			'2:22: "ctrl+h" is not a key. Use a character, like "é", or a name like "f7", "ctrl+t", "space", "up" or "pagedown".',
		'{"commands": [{"name": "a", "key": "f7", "command": ["a"]},\n{"name": "a", "key": "f8", "command": ["a"]}]}':
			'2:10: "a" is set twice. Remove one of them.',
		'{"commands": [\n{"name": "a", "key": "f7", "command": ["a", "$CHENYU_ID"]}]}':
			'2:39: There is no variable CHENYU_ID. Use CHENYU_RUN_ID, CHENYU_RUN_TITLE, CHENYU_RUN_LABEL, CHENYU_RUN_STATUS, CHENYU_RUN_COST, CHENYU_RUN_ERROR, CHENYU_WORKFLOW_ID, CHENYU_TASK_ID, CHENYU_OUTPUT_KEY, CHENYU_OUTPUT_URL, CHENYU_OUTPUT_PATH, CHENYU_OUTPUT_URLS, CHENYU_OUTPUT_PATHS, CHENYU_PROFILE.',
		'{"concurrency": 1.5}': '1:17: "concurrency" cannot be 1.5. Use a whole number from 1 to 32.',
		'{"ascii": "yes"}': '1:11: "ascii" cannot be "yes". Use true or false.',
		'{"budget": 0}':
			'1:12: "budget" cannot be 0. Use an amount in CNY from 0.01 without quotes, or "20/day".',
		'{"baseUrl": "http://example.com"}':
			'1:13: "baseUrl" is http to another machine, which would expose the key to the network. Use https; http is allowed for loopback addresses only, like http://127.0.0.1:8080.',
		'{"interval": 2, "interval": 3}': '1:17: "interval" is set twice. Remove one of them.',
		'[1]': '1:1: The config is not a JSON object. Put its settings between { and }.',
		'{"interval": 2,}':
			'1:16: This is not JSON. Check the commas, quotes and brackets here and just before; comments are not allowed.',
		'{"keys": {"folow": ["f7"]}}': '1:11: There is no command "folow". Did you mean "follow"?',
		'{"keys": {"follow": "F"}}':
			'1:21: Keys are lists of strings, like ["f7", "ctrl+t"]; a command with directions has a list for each direction, like [["n"], ["N"]].',
		'{"keys": {"follow": ["é", "ctrl+shift+x"]}}':
			'1:27: "ctrl+shift+x" is not a key. Use a character, like "é", or a name like "f7", "ctrl+t", "space", "up" or "pagedown".',
		'{"keys": {"next-hit": [["f3"], ["f4", "nokey"]]}}':
			'1:39: "nokey" is not a key. Use a character, like "é", or a name like "f7", "ctrl+t", "space", "up" or "pagedown".',
		'{"keys": {"follow": ["f8", "e"]}}':
			'1:28: "e" cannot be bound to "follow": it is bound to "next-error" there. Use another key, or bind "next-error" to another key too.',
		'{"keys": {"next-hit": ["f8"]}}':
			'1:11: "next-hit" has 2 directions. Give it 2 lists of keys, like [["n"], ["N"]].',
		'{"keys": {"interrupt": ["f8"]}}':
			'1:11: The keys of "interrupt" are fixed, so that there is always a way out. Remove it.',
		'{"profiles": {"a": 3}}':
			'1:20: "a" is not an object. Write it as {…}, with the same settings as at the top level.',
		'{"profiles": [{}]}':
			'1:14: "profiles" is not an object. Write it as {…}, with the same settings as at the top level.',
		'{"profiles": {"a": []}}':
			'1:20: "a" is not an object. Write it as {…}, with the same settings as at the top level.',
		'{"profiles": {"a": {"lang": "fr"}}}': '1:29: "lang" cannot be "fr". Use "zh" or "en".',
		'{"profiles": {"a": {"keys": {}}}}':
			'1:21: There is no setting "keys". Remove it; chenyu-top config lists all settings.',
		'{"profiles": {"default": {}}}':
			'1:15: A profile cannot be called "default", which stands for the settings outside of all profiles. Use another name.',
	};

	for (const [config, sentence] of Object.entries(golden)) {
		assert.equal(configErrorOf(config), sentence, config);
	}
});

test('a key in the config or a profile is refused under any name, and is not printed', () => {
	const key = 'cy_5f1c0a9b73d24e68';

	for (const name of ['apiKey', 'api_key', 'key', 'token', 'CHENYU_API_KEY', 'api-key', 'secret']) {
		for (const config of [{[name]: key}, {profiles: {a: {[name]: key}}}]) {
			const sentence = configErrorOf(config);
			assert.match(sentence, /^\d+:\d+: The config must not contain the key.*"apiKeyFile"\.$/);
			assert.ok(!sentence.includes(key), sentence);
		}
	}
});

test('values that may contain a password are not printed, nor are values of unknown names', () => {
	for (const config of [
		{apiKeyFile: ['hunter2']},
		{baseUrl: {hunter2: 1}},
		{baseUrl: 'https://u:hunter2@example.com'},
		{unknown: 'hunter2'},
	]) {
		assert.ok(!configErrorOf(config).includes('hunter2'), JSON.stringify(config));
	}
});

test('an empty, hostile or deeply nested config is ignored or reported; parsing never throws', () => {
	for (const empty of ['{}', '', ' \n', '\u{FEFF}', '\u{FEFF}\r\n']) {
		const {options, settings} = requestOf({config: empty});
		assert.deepEqual([options.interval, settings.config?.base], [2000, {}]);
	}

	assert.equal(requestOf({config: '\u{FEFF}{"interval": 3}'}).options.interval, 3000);
	assert.match(configErrorOf(`{"a": ${'['.repeat(100_000)}`), /^\d+:\d+: This is not JSON/);
	assert.match(configErrorOf('{"__proto__": {"interval": 9}}'), /There is no setting "__proto__"/);
	assert.match(configErrorOf('{"\u202Einterval": 9}'), /There is no setting "<U\+202E>interval"/);
});

test('all mistakes are reported, one per line, in the order of the file', () => {
	const config = [
		'{',
		'"intervall": 1,',
		'"interval": 0,',
		'"lang": "fr", "lang": "en",',
		'"baseUrl": "nowhere",',
		'"keys": {"follow": ["e", "nokey", "f7"], "nothing": ["x"]},',
		'"profiles": {"default": {"calm": 1, "budgett": 2}, "b": [], "c": {"baseUrl": "http://a.example"}},',
		'"another": null',
		'}',
	].join('\n');
	assert.deepEqual(
		errorOf({config})
			.split('\n')
			.map(line => line.replace(`${path}:`, '').replace(/ *[.?].*/, '')),
		[
			'2:1: There is no setting "intervall"',
			'3:13: "interval" cannot be 0',
			'4:15: "lang" is set twice',
			'5:12: "baseUrl" is not a URL',
			'6:21: "e" cannot be bound to "follow": it is bound to "next-error" there',
			'6:26: "nokey" is not a key',
			'6:42: There is no command "nothing"',
			'7:14: A profile cannot be called "default", which stands for the settings outside of all profiles',
			'7:34: "calm" cannot be 1',
			'7:37: There is no setting "budgett"',
			'7:57: "b" is not an object',
			'7:78: "baseUrl" is http to another machine, which would expose the key to the network',
			'8:1: There is no setting "another"',
		],
	);
});

test('the first twenty mistakes are reported, and the number of the others', () => {
	for (const [count, more] of [
		[20, []],
		[21, ['There is 1 more mistake.']],
		[5000, ['There are 4980 more mistakes.']],
	] as const) {
		const names = Array.from({length: count}, (_, index) => [`x${index}`, index]);
		const lines = errorOf({config: Object.fromEntries(names)}).split('\n');
		assert.deepEqual([lines.slice(20), lines.length], [more, 20 + more.length]);
	}
});

test('an error is in the language of the locale', () => {
	assert.equal(
		configErrorOf({interval: 0}, {LANG: 'zh_CN.UTF-8'}).replace(/^.*：/, ''),
		'“interval”不能是 0。请用 0.2 到 86400 之间的秒数。',
	);
});

test('an unreadable or too large config is an error', () => {
	const readError = (file: ConfigFile) => {
		const error = readConfig(file, messagesFor('en'));
		return typeof error === 'string' ? error : assert.fail('the config was read');
	};
	assert.match(
		readError({path, kind: 'unreadable', why: 'EACCES'}),
		/The config .*config\.json cannot be read \(EACCES\)\. Check its permissions, or move it away\./,
	);
	assert.match(readError({path, kind: 'huge'}), /is too large/);
	assert.match(readError({path, kind: 'noFile'}), /is not a regular file/);
});

test('doctor reports an invalid config on one line instead of ending', () => {
	const {configFault} = requestOf({
		config: '{\n"a": 1,\n"b": 2}',
		argv: ['doctor', '--profile', 'a'],
	});
	assert.match(configFault ?? '', /^[^\n]*:2:1: [^\n]*:3:1: [^\n]*$/);
});
