import assert from 'node:assert/strict';
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {
	certificateCheck,
	folderCheck,
	localeCheck,
	terminalCheck,
	type MachineOptions,
} from '../../source/commands/doctor/machine-checks.ts';
import {networkChecks} from '../../source/commands/doctor/network-checks.ts';
import {doctorText} from '../../source/commands/doctor/report.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {startService} from '../helpers/service.ts';

const messages = messagesFor('en');

function machine(parts: Partial<MachineOptions> = {}): MachineOptions {
	return {
		env: {},
		platform: 'linux',
		isTerminal: true,
		language: 'en',
		words: messages.doctor,
		...parts,
	};
}

/** The checks without a proxy. */
async function checkNetwork(baseUrl: URL, apiKey: string | null = 'cy_1') {
	const checks = await networkChecks({
		baseUrl,
		apiKey,
		proxy: null,
		proxyFrom: '',
		clock: systemClock,
		messages,
	});
	return checks.filter(({id}) => id !== 'proxy');
}

test('certificates: verification disabled by a variable, and a missing file of certificates (H12)', t => {
	const states = (env: MachineOptions['env']): unknown => certificateCheck(machine({env})).state;
	assert.equal(states({}), 'ok');
	assert.equal(states({NODE_TLS_REJECT_UNAUTHORIZED: '0'}), 'warn');
	assert.equal(states({NODE_TLS_REJECT_UNAUTHORIZED: '1'}), 'ok');
	const file = join(temporaryFolder(t), 'ca.pem');
	const missing = certificateCheck(machine({env: {NODE_EXTRA_CA_CERTS: file}}));
	assert.equal(missing.state, 'fail');
	assert.match(
		missing.says,
		/ca\.pem, which cannot be read \(ENOENT\)\. Correct the path or unset it\.$/,
	);
	writeFileSync(file, '');
	assert.equal(states({NODE_EXTRA_CA_CERTS: file}), 'ok');
});

test('the terminal is reported with its capabilities, and with advice if they are limited', () => {
	const check = (env: MachineOptions['env'], isTerminal = true) =>
		terminalCheck(machine({env, isTerminal}));
	const good = check({TERM: 'xterm-kitty', LANG: 'zh_CN.UTF-8', COLORTERM: 'truecolor'});
	assert.deepEqual(good, {
		id: 'terminal',
		state: 'ok',
		says: 'xterm-kitty, true colour, Unicode, links, notifications by OSC99, no progress bar, a title',
	});
	assert.equal(check({TERM: 'dumb'}).state, 'warn');
	assert.equal(check({TERM: 'xterm', LANG: 'C'}).state, 'warn');
	assert.match(check({TERM: 'xterm', LANG: 'C'}).says, /ASCII only.*use a UTF-8 locale/);
	assert.equal(check({TERM: 'xterm'}, false).state, 'open');
});

test('a locale without UTF-8 is a warning, except on macOS', () => {
	for (const [env, state] of [
		[{LANG: 'C'}, 'warn'],
		[{LC_ALL: 'zh_CN.UTF-8', LANG: 'C'}, 'ok'],
		[{LC_ALL: '', LANG: 'de_DE.UTF-8'}, 'ok'],
		[{LC_ALL: 'C', LANG: 'de_DE.UTF-8'}, 'warn'],
	] as const) {
		assert.equal(localeCheck(machine({env})).state, state);
	}

	assert.match(localeCheck(machine({env: {LANG: 'de_DE.UTF-8'}})).says, /de_DE\.UTF-8/);
	assert.equal(localeCheck(machine({env: {}, platform: 'darwin'})).state, 'ok');
});

test('folders that are not writable are named; a missing HOME is reported', t => {
	const home = temporaryFolder(t);
	assert.equal(folderCheck(machine({env: {HOME: home}})).state, 'ok');
	assert.match(folderCheck(machine()).says, /^HOME is not set/);
	mkdirSync(join(home, '.config'));
	writeFileSync(join(home, '.config', 'chenyu-top'), '');
	chmodSync(join(home, '.config', 'chenyu-top'), 0o400);
	const {state, says} = folderCheck(machine({env: {HOME: home}}));
	assert.equal(state, 'warn');
	assert.match(says, /^not writable: \S+\.config\/chenyu-top\. /);
});

test('H14: a wrong clock is reported with its amount and direction, and advice', async t => {
	for (const [off, said] of [
		[120_000, /^(119|120|121) seconds behind the service's/],
		[-90_000, /^(89|90|91) seconds ahead of the service's/],
	] as const) {
		const clock = {...systemClock, now: () => systemClock.now() + off};
		const service = await startService(t, {scenario: {runs: []}, clock, apiKey: 'cy_1'});
		const checks = await checkNetwork(service.origin);
		assert.deepEqual(
			checks.map(({id, state}) => [id, state]),
			[
				['name', 'ok'],
				['reach', 'ok'],
				['limit', 'ok'],
				['balance', 'open'],
				['clock', 'warn'],
			],
		);
		assert.equal(checks[2]?.says, 'no request was refused');
		assert.equal(checks[3]?.says, 'unknown: this key may not ask for it');
		assert.match(checks[4]?.says ?? '', said);
	}
});

test('an unreachable service fails with advice; without a key there is no request', async t => {
	const baseUrl = new URL('http://127.0.0.1:1');
	const gone = await checkNetwork(baseUrl);
	assert.deepEqual(
		gone.map(({state}) => state),
		['ok', 'fail', 'open', 'open', 'open'],
	);
	assert.match(gone[1]?.says ?? '', /cannot be reached.*Check the network and the base URL/);
	const service = await startService(t, {scenario: 'one-success', clock: systemClock});
	const unasked = await checkNetwork(service.origin, null);
	assert.deepEqual(
		unasked.map(({id, state}) => [id, state]),
		[
			['name', 'ok'],
			['reach', 'open'],
			['limit', 'open'],
			['balance', 'open'],
			['clock', 'open'],
		],
	);
	assert.deepEqual(service.recorded, []);
});

test('a request that is refused with 429 is a warning, with the time that the service asks to wait', async t => {
	for (const [headers, said] of [
		[
			{'retry-after': '90'},
			'the request was refused (429), and the service asks to wait 1 minute 30 seconds. ',
		],
		[{}, 'the request was refused (429). '],
	] as const) {
		const fault = {kind: 'response', status: 429, headers, body: '{}'} as const;
		const scenario = {runs: [], faults: [{fault}]};
		const service = await startService(t, {scenario, clock: systemClock, apiKey: 'cy_1'});
		const [, reach, limit, balance, clock] = await checkNetwork(service.origin);
		assert.equal(reach?.state, 'open');
		assert.match(reach.says, /^http:\S+ responded in \d+ ms; the key was not checked$/);
		assert.deepEqual([limit?.id, limit?.state], ['limit', 'warn']);
		assert.equal(
			limit?.says,
			`${said}chenyu-top slows down by itself; a longer --interval or fewer runs need fewer requests.`,
		);
		assert.deepEqual([balance?.id, balance?.state], ['balance', 'open']);
		assert.equal(clock?.state, 'ok');
	}
});

test('the balance is reported with its parts', async t => {
	const scenario = {runs: [], balance: {prepaid: 37.2, cards: 5}};
	const service = await startService(t, {scenario, clock: systemClock});
	const check = (await checkNetwork(service.origin)).find(({id}) => id === 'balance');
	assert.deepEqual(check, {
		id: 'balance',
		state: 'ok',
		says: 'CNY 42.20 (prepaid CNY 37.20, cards CNY 5.00)',
	});
});

test('the report has columns and a summary', () => {
	const text = doctorText(
		[
			{id: 'key', state: 'ok', says: 'from CHENYU_API_KEY'},
			{id: 'certificates', state: 'warn', says: 'x'},
		],
		messagesFor('zh'),
	);
	assert.deepEqual(text.split('\n'), [
		'正常  密钥  from CHENYU_API_KEY',
		'注意  证书  x',
		'',
		'没有检查失败；有 1 项需要注意。',
	]);
});
