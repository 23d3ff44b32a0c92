import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {openAddress, type OpenOptions} from '../../source/terminal/desktop.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';

const address = new URL('https://cdn.example/a b?x=$(id)&y="`\'');

class StandInOpener extends EventEmitter {
	exitCode: number | null = null;
}

function setUp(options: Partial<OpenOptions> = {}) {
	const started: string[] = [];
	const opener = new StandInOpener();
	const clock = new FakeClock();
	const whole: OpenOptions = {
		env: {DISPLAY: ':0'},
		platform: 'linux',
		clock,
		launch: async href => {
			started.push(href);
			return opener;
		},
		...options,
	};
	return {started, opener, clock, options: whole};
}

test('a program that keeps running is the browser; an early error code is a failure', async () => {
	const staying = setUp();
	const opened = openAddress(address, staying.options);
	await settle();
	staying.clock.advance(2_000);
	assert.equal(await opened, 'opened');

	const failing = setUp();
	const failed = openAddress(address, failing.options);
	await settle();
	failing.opener.emit('close', 3);
	assert.equal(await failed, 'failed');
	assert.equal(failing.clock.pending, 0);
});

test('distinguishes a missing program from one that cannot start', async () => {
	const missing = Object.assign(new Error('spawn xdg-open ENOENT'), {code: 'ENOENT'});
	const {options} = setUp({launch: async () => Promise.reject(missing)});
	assert.equal(await openAddress(address, options), 'no-opener');
	const denied = setUp({launch: async () => Promise.reject(new Error('EACCES'))});
	assert.equal(await openAddress(address, denied.options), 'failed');
});

test('starts nothing for an unsafe address, over SSH or without a display', async () => {
	const {started, options} = setUp();
	assert.equal(await openAddress(new URL('file:///etc/passwd'), options), 'refused');
	assert.equal(await openAddress(new URL('http://a.example/'), options), 'refused');
	assert.equal(await openAddress(address, {...options, env: {}}), 'no-display');
	assert.equal(
		await openAddress(address, {...options, env: {DISPLAY: ':0', SSH_CONNECTION: 'a'}}),
		'remote',
	);
	assert.deepEqual(started, []);
});

test('macOS, Windows, WSL and Wayland have a display', async () => {
	for (const [platform, env] of [
		['darwin', {}],
		['win32', {}],
		['linux', {WSL_DISTRO_NAME: 'Ubuntu'}],
		['linux', {WAYLAND_DISPLAY: 'wayland-0'}],
	] as const) {
		const {opener, options} = setUp({platform, env});
		opener.exitCode = 0;
		assert.equal(await openAddress(address, options), 'opened');
	}
});
