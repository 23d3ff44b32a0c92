import assert from 'node:assert/strict';
import test from 'node:test';
import {isOpenable, openAddress, type OpenOptions} from '../../source/terminal/open.ts';
import type {Tool, ToolOutcome} from '../../source/terminal/run-tool.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const address = new URL('https://cdn.example/a b?x=$(id)&y="`\'');

function setUp(
	outcomes: Readonly<Record<string, ToolOutcome>>,
	options: Partial<OpenOptions> = {},
) {
	const started: Tool[] = [];
	const whole: OpenOptions = {
		env: {DISPLAY: ':0'},
		platform: 'linux',
		clock: new FakeClock(),
		run: async tool => {
			started.push(tool);
			return outcomes[tool.command] ?? 'missing';
		},
		...options,
	};
	return {started, options: whole};
}

test('F1: only https, and http on this machine, may be opened', () => {
	for (const good of [
		'https://a.example/',
		'http://127.0.0.1:1/',
		'http://localhost/',
		'http://[::1]/',
		'http://0x7f.1/',
	]) {
		assert.equal(isOpenable(new URL(good)), true, good);
	}

	for (const bad of [
		'http://a.example/',
		'file:///etc/passwd',
		'javascript:1',
		'https://u@a.example/',
		'http://localhost.evil.example/',
		'http://127.0.0.1.evil.example/',
	]) {
		assert.equal(isOpenable(new URL(bad)), false, bad);
	}
});

test('F2: the address is one argument of its own', async () => {
	const {started, options} = setUp({'xdg-open': 'done'});
	assert.equal(await openAddress(address, options), 'opened');
	assert.deepEqual(started, [{command: 'xdg-open', args: [address.href]}]);
});

test('The next opener is taken where one is missing, but not where one failed', async () => {
	const gio = setUp({gio: 'busy'});
	assert.equal(await openAddress(address, gio.options), 'opened');
	assert.deepEqual(gio.started[1], {command: 'gio', args: ['open', address.href]});
	const failed = setUp({'xdg-open': 'failed', gio: 'done'});
	assert.equal(await openAddress(address, failed.options), 'failed');
	assert.equal(await openAddress(address, setUp({}).options), 'no-opener');
});

test('F1: nothing is started for what may not be opened or cannot be shown', async () => {
	const {started, options} = setUp({'xdg-open': 'done'});
	assert.equal(await openAddress(new URL('file:///etc/passwd'), options), 'refused');
	assert.equal(await openAddress(address, {...options, env: {}}), 'no-display');
	assert.equal(
		await openAddress(address, {...options, env: {DISPLAY: ':0', SSH_CONNECTION: 'a'}}),
		'remote',
	);
	assert.deepEqual(started, []);
});

test('Each platform has its own opener', async () => {
	for (const [platform, env, command] of [
		['darwin', {}, 'open'],
		['win32', {}, 'rundll32.exe'],
		['linux', {WSL_DISTRO_NAME: 'Ubuntu'}, 'wslview'],
	] as const) {
		const {started, options} = setUp({[command]: 'done'}, {platform, env});
		assert.equal(await openAddress(address, options), 'opened');
		assert.equal(started[0]?.command, command);
		assert.ok(started[0]?.args.includes(address.href));
	}
});
