import assert from 'node:assert/strict';
import test from 'node:test';
import {copyText, type CopyOptions} from '../../source/terminal/desktop.ts';
import type {Environment} from '../../source/terminal/platform.ts';

/** Creates copy options with simulated tools, and records what is copied. `working`: the tools that succeed. */
function setUp(working: readonly string[], options: Partial<CopyOptions> = {}) {
	const written: string[] = [];
	const started: Array<{readonly argv: readonly string[]; readonly input: Buffer}> = [];
	const environments: Environment[] = [];
	const whole: CopyOptions = {
		env: {},
		terminal: {multiplexer: null},
		platform: 'linux',
		run: async (argv, input, env) => {
			started.push({argv, input});
			environments.push(env);
			return working.includes(argv[0] ?? '');
		},
		write: sequence => written.push(sequence),
		...options,
	};
	return {written, started, environments, options: whole};
}

test('Sends OSC 52 and reports the first program that works', async () => {
	const {written, started, options} = setUp(['xsel'], {
		env: {DISPLAY: ':0', WAYLAND_DISPLAY: 'wayland-0'},
	});
	assert.deepEqual(await copyText('文字', options), {sentToTerminal: true, tool: 'xsel'});
	assert.deepEqual(written, ['\u001B]52;c;5paH5a2X\u0007']);
	const tools = ['wl-copy', 'xclip', 'xsel'].map(tool => `${tool} 文字`);
	assert.deepEqual(
		started.map(({argv: [tool = ''], input}) => `${tool} ${String(input)}`),
		tools,
	);
});

test('over SSH only OSC 52 is used, and load-buffer of tmux', async () => {
	const env = {DISPLAY: ':10', SSH_TTY: '/dev/pts/1'};
	const plain = setUp(['xclip', 'tmux'], {env});
	assert.deepEqual(await copyText('x', plain.options), {sentToTerminal: true, tool: null});
	assert.deepEqual(plain.started, []);
	const tmux = setUp(['xclip', 'tmux'], {
		env: {...env, TMUX: '/tmp/tmux-0/default,1,0'},
		terminal: {multiplexer: 'tmux'},
	});
	assert.deepEqual(await copyText('文字', tmux.options), {sentToTerminal: true, tool: 'tmux'});
	const argv = ['tmux', 'load-buffer', '-w', '-'];
	assert.deepEqual(tmux.started, [{argv, input: Buffer.from('文字')}]);
	assert.deepEqual(tmux.written, ['\u001B]52;c;5paH5a2X\u0007']);
});

test('Windows uses clip.exe, macOS pbcopy', async () => {
	const windows = setUp(['clip.exe'], {platform: 'win32'});
	assert.equal((await copyText('文', windows.options)).tool, 'clip.exe');
	assert.deepEqual(windows.started[0]?.input, Buffer.from([0xff, 0xfe, 0x87, 0x65]));
	const mac = setUp(['pbcopy'], {platform: 'darwin'});
	assert.equal((await copyText('文', mac.options)).tool, 'pbcopy');
	assert.deepEqual(mac.environments, [{LC_ALL: 'en_US.UTF-8'}]);
});

test('a text that terminals would truncate is not sent to them', async () => {
	for (const [text, sentToTerminal] of [
		['x'.repeat(74_994), true],
		['x'.repeat(74_995), false],
		['文'.repeat(25_000), false],
	] as const) {
		const {options, written} = setUp([]);
		assert.deepEqual(await copyText(text, options), {sentToTerminal, tool: null});
		assert.equal(written.length, sentToTerminal ? 1 : 0);
	}
});
