import assert from 'node:assert/strict';
import test from 'node:test';
import {inspect} from 'node:util';
import {notifyEvents} from '../../source/core/notify.ts';
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
			title: false,
			progress: false,
			notify: false,
			bell: false,
			commands: [{name: 'a', key: 'f7', pane: 'log', command: ['b']}],
		},
	});
	assert.equal(options.baseUrl.href, 'http://127.0.0.1:9/prefix');
	assert.equal(settings.keyFile?.path, '/home/u/.config/chenyu-top/keys/mine');
	assert.equal(settings.downloadFolder, '/home/u/pictures');
	assert.equal(settings.values.downloadName, '{title}/{key}.{ext}');
	const {interval, concurrency, language, theme, color, ascii, exitWhenDone, signals} = options;
	assert.deepEqual(
		[interval, concurrency, language, theme, color, ascii, exitWhenDone, options.budget],
		[500, 3, 'zh', 'mono', 'never', true, true, {amount: '2.5', isDaily: true}],
	);
	assert.equal(options.lowBalance, '1.5');
	assert.deepEqual(signals, {title: false, progress: false, notify: false, bell: false});
	const [{id, where, footer} = {}] = settings.bindings;
	assert.deepEqual([id, where, footer], ['own:a', 'log', ['f7']]);
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

test('hooks and channels need a file that others cannot change or read; the secrets are not shown', () => {
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
		return error.replaceAll(`${path}: `, '');
	};
	assert.match(refused({}, {mode: '640'}), /^Other users can read .*640.*Run chmod 600 \S+json\.$/);
	assert.match(
		refused({}, {writable: '/home/u/.config'}),
		/^Other users can change \/home\/u\/\.config, .*Run chmod go-w \/home\/u\/\.config\.$/,
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
		assert.match(refused({channels: [channel]}), /^channels\.0: "channels" is not valid\. /);
	}

	for (const hooks of [{emd: ['a']}, {end: 'a'}, {end: ['$CHENYU_KEY']}]) {
		assert.match(refused({hooks}), /^hooks\.\w+: "hooks" is not valid\. Use a program and its/);
	}
});

/** A command of the user's own. */
const own = (change: object) => ({name: 'a', key: 'f7', command: ['a'], ...change});

test('each mistake is reported with its place and advice, in one line', () => {
	for (const [config, sentence] of [
		['{\n\t"intervall": 3\n}', /^There is no setting "intervall"\. Did you mean "interval"\?$/],
		[{interval: '2'}, /^"interval" is not valid\. Use seconds from 0\.2 to 86400\.$/],
		[{theme: 'neon'}, /^"theme" is not valid\. Use the name of a theme/],
		[{ascii: 'yes'}, /^"ascii" is not valid\. Use true or false\.$/],
		[{columns: ['id', 'a b']}, /^columns\.1: "columns" is not valid\. Use a list of columns/],
		[{downloadName: '{titel}.{ext}'}, /^"downloadName" is not valid\. Use a path/],
		[{baseUrl: 'http://example.com'}, /^"baseUrl" is not valid\. Use an https URL/],
		[[1], /^This is not a JSON object\. Check commas, quotes and brackets\.$/],
		['{\n"interval": 2 3}', /^This is not a JSON object\./],
		[{history: {days: 0}}, /^history\.days: "days" is not valid\. Use a whole number/],
		[{history: {day: 3}}, /^history\.day: There is no setting "day"\. Did you mean "days"\?$/],
		[{views: [{name: 'a', filter: 'cost:>x'}]}, /^views\.0\.filter: .* Use a filter/],
		[{views: [{name: 'a', sort: 'price'}]}, /^views\.0\.sort: .* Use the name of a sort order/],
		[{views: [{name: 'a', fliter: ''}]}, /^views\.0\.fliter: .* Did you mean "filter"\?$/],
		[{commands: [own({kex: 1})]}, /^commands\.0: "commands" is not valid/],
		[
			{commands: [own({key: 's', pane: 'runs'})]},
			/^commands\.0\.key: "s" cannot be bound to "a": it is bound to "sort" there\./,
		],
		[{commands: [own({key: 'e'})]}, /^commands\.0\.key: "e" .* bound to "next-error" there\./],
		[{commands: [own({key: 'q', pane: 'log'})]}, /^commands\.0\.key: "q" .* bound to "quit"/],
		[{commands: [own({}), own({name: 'b'})]}, /^commands\.1\.key: "f7" .* bound to "a" there\./],
		[{commands: [own({key: 'ctrl+shift+x'})]}, /^commands\.0: "commands" is not valid/],
		[{commands: [own({}), own({key: 'f8'})]}, /^"commands" .*each with a name of its own/],
		[{commands: [own({command: ['a', '$CHENYU_ID']})]}, /^commands\.0: .*lists the variables/],
		[{profiles: {a: 3}}, /^profiles\.a: "profiles" is not valid\. Use sets of settings/],
		[{profiles: {a: {lang: 'fr'}}}, /^profiles\.a\.lang: "lang" is not .* Use "zh" or "en"\.$/],
		[{profiles: {a: {keys: {}}}}, /^profiles\.a\.keys: There is no setting "keys"\. Remove it/],
		[{profiles: {default: {}}}, /^"profiles" is not valid\. .*other names than "default"/],
	] as const) {
		assert.match(configErrorOf(config), sentence);
	}
});

test('a config may have comments and a comma too many', () => {
	const config = '{\n\t// why\n\t"interval": 3, /* seconds */\n}';
	assert.equal(requestOf({config}).options.interval, 3000);
});

test('a key in the config or a profile is refused under any name, and is not printed', () => {
	const key = 'cy_5f1c0a9b73d24e68';

	for (const name of ['apiKey', 'api_key', 'key', 'token', 'CHENYU_API_KEY', 'api-key', 'secret']) {
		for (const config of [{[name]: key}, {profiles: {a: {[name]: key}}}]) {
			const sentence = configErrorOf(config);
			assert.match(sentence, /^(?:\S+: )?The config must not contain the key.*"apiKeyFile"\.$/);
			assert.ok(!sentence.includes(key), sentence);
		}
	}

	for (const config of [{baseUrl: `https://u:${key}@example.com`}, {unknown: key}]) {
		assert.ok(!configErrorOf(config).includes(key));
	}
});

test('an empty, hostile or deeply nested config is ignored or reported; parsing never throws', () => {
	for (const empty of ['{}', '', ' \n']) {
		const {options, settings} = requestOf({config: empty});
		assert.deepEqual([options.interval, settings.config?.base], [2000, {}]);
	}

	assert.match(configErrorOf(`{"a": ${'['.repeat(100_000)}`), /This is not a JSON object/);
	assert.match(configErrorOf('{"__proto__": {"interval": 9}}'), /There is no setting "__proto__"/);
	assert.match(configErrorOf('{"\u202Einterval": 9}'), /There is no setting "<U\+202E>interval"/);
});

test('the mistakes are reported one per line', () => {
	const config = {
		interval: 0,
		lang: 'fr',
		intervall: 1,
		profiles: {a: {calm: 1, budgett: 2}, b: 3},
	};
	assert.deepEqual(
		errorOf({config})
			.split('\n')
			.map(line => line.replace(`${path}: `, '').replace(/[.?] .*/, ''))
			.toSorted(),
		[
			'"interval" is not valid',
			'"lang" is not valid',
			'There is no setting "intervall"',
			'profiles.a.budgett: There is no setting "budgett"',
			'profiles.a.calm: "calm" is not valid',
			'profiles.b: "profiles" is not valid',
		],
	);
});

test('doctor reports an invalid config on one line instead of ending', () => {
	const {configFault} = requestOf({
		config: {interval: 0, lang: 'fr'},
		argv: ['doctor', '--profile', 'a'],
	});
	assert.match(configFault ?? '', /^[^\n]*"interval" is not [^\n]*"lang" is not [^\n]*$/);
});
