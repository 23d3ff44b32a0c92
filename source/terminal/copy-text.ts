import {isOverSsh, isWsl, type Environment} from './environment.ts';
import {multiplexer, passThrough} from './multiplexer.ts';
import type {runTool, Tool} from './run-tool.ts';

export type CopyOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly run: typeof runTool;
	readonly write: (sequence: string) => void;
};

/**
 * Copies a text to the clipboard in two ways: by an escape sequence (OSC 52), and by the first clipboard program that
 * works. `sentToTerminal` in the result: whether the sequence was sent, which the terminal may ignore. `tool`: the
 * program that worked; null if none did. Never rejects.
 */
export async function copyText(text: string, options: CopyOptions) {
	const {env, platform, run, write} = options;
	// Without a locale, `pbcopy` would take the text for Mac Roman.
	const toolEnv = platform === 'darwin' ? {...env, LC_ALL: 'en_US.UTF-8'} : env;
	const sequence = osc52(text, env);
	const sentToTerminal = sequence !== null;

	if (sentToTerminal) {
		write(sequence);
	}

	for (const tool of tools(text, options)) {
		if (await run(tool, toolEnv)) {
			return {sentToTerminal, tool: tool.command};
		}
	}

	return {sentToTerminal, tool: null};
}

function tools(text: string, {env, platform}: CopyOptions): readonly Tool[] {
	const input = Buffer.from(text, 'utf8');
	// Without a byte order mark, `clip.exe` would decode the text by the legacy code page.
	const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
	// Over SSH these programs would copy to the clipboard of the remote machine.
	const local: Environment = isOverSsh(env) ? {} : env;
	const isWindows = (platform === 'win32' && !isOverSsh(env)) || isWsl(local);
	const isMac = platform === 'darwin' && !isOverSsh(env);
	const candidates: ReadonlyArray<readonly [isUsable: unknown, tool: Tool]> = [
		[isWindows, {command: 'clip.exe', args: [], input: utf16}],
		[isMac, {command: 'pbcopy', args: [], input}],
		[local['WAYLAND_DISPLAY'], {command: 'wl-copy', args: [], input}],
		[local['DISPLAY'], {command: 'xclip', args: ['-selection', 'clipboard', '-in'], input}],
		[local['DISPLAY'], {command: 'xsel', args: ['--clipboard', '--input'], input}],
		[local['TERMUX_VERSION'], {command: 'termux-clipboard-set', args: [], input}],
		// By default tmux ignores OSC 52 sequences from programs inside it. With `-w`, tmux itself sends OSC 52 to the
		// outer terminal.
		[env['TMUX'], {command: 'tmux', args: ['load-buffer', '-w', '-'], input}],
	];
	return candidates.filter(([isUsable]) => isUsable).map(([, tool]) => tool);
}

/**
 * The maximum size in bytes of a text that is copied by OSC 52. The escape sequence for this size, with the text in
 * base64, has 100,000 characters. Some terminals truncate longer sequences.
 */
const maxBytes = 74_994;
/**
 * Matches the parts of an OSC 52 sequence that GNU screen passes on to the terminal in one DCS string (`ESC P … ESC \`)
 * each. A longer DCS string would be too long for it.
 */
const screenString = /.{1,250}/g;

/** Returns the OSC 52 sequence (xterm) that copies a text to the clipboard. Returns null if the text is too long. */
export function osc52(text: string, env: Environment): string | null {
	const bytes = Buffer.from(text, 'utf8');

	if (bytes.length > maxBytes) {
		return null;
	}

	const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;

	switch (multiplexer(env)) {
		case 'tmux':
			// tmux accepts the bare sequence if `set-clipboard` is on, and the wrapped sequence if `allow-passthrough` is on.
			return sequence + passThrough(sequence, env);
		case 'screen':
			return sequence.replaceAll(screenString, '\u001BP$&\u001B\\');
		case null:
			return sequence;
	}
}
