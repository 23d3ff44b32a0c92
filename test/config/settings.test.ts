import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {requestOf, usageErrorOf} from './parse.ts';

const a = 'https://a.example';
const b = 'https://b.example';

test('precedence: flag, environment, profile, config, default', () => {
	const option = fc.option(fc.constantFrom('https://1.example', 'https://2.example'), {
		nil: undefined,
	});
	fc.assert(
		fc.property(option, option, option, option, (flag, env, profile, config) => {
			const {options, settings} = requestOf({
				argv: ['--profile', 'p', ...(flag === undefined ? [] : ['--base-url', flag])],
				env: env === undefined ? {} : {CHENYU_BASE_URL: env},
				config: {baseUrl: config, profiles: {p: {baseUrl: profile}}},
			});
			const wanted = flag ?? env ?? profile ?? config ?? 'https://www.chenyu.cn';
			assert.equal(options.baseUrl.origin, wanted);
			const [source] = (
				[
					['flag', flag],
					['environment', env],
					['profile', profile],
					['config', config],
					['default', ''],
				] as const
			).find(([, value]) => value !== undefined) ?? ['default'];
			assert.equal(settings.sources.baseUrl, source);
		}),
	);
	assert.match(usageErrorOf([], {env: {CHENYU_BASE_URL: 'x'}}), /^CHENYU_BASE_URL is not valid/);
	assert.equal(requestOf({env: {CHENYU_BASE_URL: ''}}).options.baseUrlGiven, false);
});

test('a profile overrides single settings, also with false, and keeps the others', () => {
	const config = {
		interval: 5,
		ascii: true,
		color: false,
		profiles: {p: {ascii: false, color: true, theme: 'mono'}},
	};
	const {options} = requestOf({config, argv: ['--profile=p']});
	const {interval, ascii, color, theme} = options;
	assert.deepEqual([interval, ascii, color, theme], [5000, false, 'auto', 'mono']);
	const without = requestOf({config}).options;
	assert.deepEqual([without.ascii, without.color, without.theme], [true, 'never', 'auto']);
	assert.equal(requestOf({config, argv: ['--profile', 'default']}).settings.profile, null);
});

test('the error for an unknown profile lists the known ones', () => {
	const argv = ['--profile', 'c'];
	assert.equal(
		usageErrorOf(argv, {config: {profiles: {work: {}, home: {}}}}),
		'--profile cannot be "c". Use one of work, home, default.',
	);
	assert.match(usageErrorOf(argv), /^The config has no profiles\. /);
});

test('a key file is used only with the base URL that is set next to it', () => {
	const config = {
		baseUrl: a,
		apiKeyFile: '/keys/a',
		profiles: {b: {baseUrl: b, apiKeyFile: '/keys/b'}, c: {baseUrl: b}, d: {apiKeyFile: '/keys/d'}},
	};
	const keyOf = (argv: readonly string[], env = {}): unknown => {
		const {keyFile, keyFor} = requestOf({config, argv, env}).settings;
		return keyFile === null ? keyFor : [keyFile.path, keyFile.overridesVariable];
	};
	assert.deepEqual(keyOf([]), ['/keys/a', false]);
	assert.deepEqual(keyOf(['--profile=b']), ['/keys/b', true]);
	// The key of the config is for a, and profile c has another base URL.
	assert.equal(keyOf(['--profile=c']), a);
	assert.deepEqual(keyOf(['--profile=d']), ['/keys/d', false]);
	assert.equal(keyOf(['--profile=b'], {CHENYU_BASE_URL: a}), b);
	assert.deepEqual(keyOf([], {CHENYU_BASE_URL: `${a}/prefix`}), ['/keys/a', false]);
	assert.equal(keyOf([], {CHENYU_BASE_URL: b}), a);
	// With an option, the user decides.
	assert.deepEqual(keyOf(['--base-url', b]), ['/keys/a', false]);
	assert.deepEqual(keyOf(['--profile=c', '--api-key-file', 'x']), ['x', false]);
	assert.deepEqual(keyOf(['--profile=b', '--api-key-file', 'x']), ['x', true]);
	assert.deepEqual(
		requestOf({config: {apiKeyFile: '/k'}, env: {CHENYU_BASE_URL: b}}).settings.keyFile?.path,
		'/k',
	);
});

test('a demo and a replay take only the appearance from the config', () => {
	const config = {baseUrl: b, apiKeyFile: '/keys/b', ascii: true};

	for (const argv of [['--demo'], ['--replay', 'x']]) {
		const {options, settings} = requestOf({config, argv});
		assert.equal(options.baseUrl.host, 'www.chenyu.cn');
		assert.deepEqual([settings.keyFile, options.ascii], [null, true]);
	}
});
