import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {
	copyText,
	openAddress,
	type CopyOptions,
	type OpenOptions,
} from '../../source/terminal/desktop.ts';
import type {Environment} from '../../source/terminal/platform.ts';
import {FakeClock, settle} from '../helpers/fake-clock.ts';

/** Creates copy options with simulated tools, and records what is copied. `working`: the tools that succeed. */
function copier(working: readonly string[], options: Partial<CopyOptions> = {}) {
	const written: string[] = [];
	const started: Array<{readonly argv: readonly string[]; readonly input: Buffer}> = [];
	const environments: Environment[] = [];
	const whole: CopyOptions = {
		env: {},
		terminal: {multiplexer: null},
		platform: 'linux',
		run: async (argv, input, variables) => {
			started.push({argv, input});
			environments.push(variables);
			return working.includes(argv[0] ?? '');
		},
		write: sequence => written.push(sequence),
		...options,
	};
	return {written, started, environments, options: whole};
}

test('Sends OSC 52 and reports the first program that works', async () => {
	const {written, started, options} = copier(['xsel'], {
		env: {DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0'},
	});
	assert.equal(await copyText('文字', options), 'xsel');
	assert.deepEqual(written, ['\u001B]52;c;5paH5a2X\u0007']);
	const tools = ['wl-copy', 'xclip', 'xsel'].map(tool => `${tool} 文字`);
	assert.deepEqual(
		started.map(({argv: [tool = ''], input}) => `${tool} ${String(input)}`),
		tools,
	);
});

test('over SSH only OSC 52 is used, and load-buffer of tmux', async () => {
	const env = {DISPLAY: ':10', SSH_TTY: '/dev/pts/1'};
	const plain = copier(['xclip', 'tmux'], {env});
	assert.equal(await copyText('x', plain.options), null);
	assert.deepEqual(plain.started, []);
	const tmux = copier(['xclip', 'tmux'], {
		env: {...env, TMUX: '/tmp/tmux-0/default,1,0'},
		terminal: {multiplexer: 'tmux'},
	});
	assert.equal(await copyText('文字', tmux.options), 'tmux');
	const argv = ['tmux', 'load-buffer', '-w', '-'];
	assert.deepEqual(tmux.started, [{argv, input: Buffer.from('文字')}]);
	assert.deepEqual(tmux.written, ['\u001B]52;c;5paH5a2X\u0007']);
});

test('Windows uses clip.exe, macOS pbcopy', async () => {
	const windows = copier(['clip.exe'], {platform: 'win32'});
	assert.equal(await copyText('文', windows.options), 'clip.exe');
	assert.deepEqual(windows.started[0]?.input, Buffer.from([0xff, 0xfe, 0x87, 0x65]));
	const mac = copier(['pbcopy'], {platform: 'darwin'});
	assert.equal(await copyText('文', mac.options), 'pbcopy');
	assert.deepEqual(mac.environments, [{LC_ALL: 'en_US.UTF-8'}]);
});

test('a text that terminals would truncate is not sent to them', async () => {
	for (const [text, isSent] of [
		['x'.repeat(74_994), true],
		['x'.repeat(74_995), false],
		['文'.repeat(25_000), false],
	] as const) {
		const {options, written} = copier([]);
		assert.equal(await copyText(text, options), isSent ? null : undefined);
		assert.equal(written.length, isSent ? 1 : 0);
	}
});

const address = new URL('https://cdn.example/a b?x=$(id)&y="`\'');

class StandInOpener extends EventEmitter {
	exitCode: number | null = null;
}

function opening(options: Partial<OpenOptions> = {}) {
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
	const staying = opening();
	const opened = openAddress(address, staying.options);
	await settle();
	staying.clock.advance(2_000);
	assert.equal(await opened, 'opened');

	const failing = opening();
	const failed = openAddress(address, failing.options);
	await settle();
	failing.opener.emit('close', 3);
	assert.equal(await failed, 'failed');
	assert.equal(failing.clock.pending, 0);
});

test('a program that cannot be started is a failure', async () => {
	const missing = opening({launch: async () => Promise.reject(new Error('ENOENT'))});
	assert.equal(await openAddress(address, missing.options), 'failed');
});

test('starts nothing for an unsafe address, over SSH or without a display', async () => {
	const {started, options} = opening();
	assert.equal(await openAddress(new URL('file:///etc/passwd'), options), 'refused');
	assert.equal(await openAddress(new URL('http://a.example/'), options), 'refused');
	assert.equal(await openAddress(address, {...options, env: {}}), 'failed');
	assert.equal(
		await openAddress(address, {...options, env: {DISPLAY: ':0', SSH_CONNECTION: 'a'}}),
		'failed',
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
		const {opener, options} = opening({platform, env});
		opener.exitCode = 0;
		assert.equal(await openAddress(address, options), 'opened');
	}
});
