import type {Clock, Duration} from '../core/time/clock.ts';
import {isOverSsh, isWsl, type Environment} from './environment.ts';
import {osc52} from './osc52.ts';
import type {RunTool, Tool} from './run-tool.ts';

type CopyOutcome = {
	/** Whether OSC 52 was sent. The terminal may have ignored it. */
	readonly sentToTerminal: boolean;
	readonly tool: string | null;
};

export type CopyOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly run: RunTool;
	readonly write: ((sequence: string) => void) | null;
};

const toolTimeoutMs: Duration = 2_000;

/** Copies a text by OSC 52 and by the first program that works. Never rejects. */
export async function copyText(text: string, options: CopyOptions): Promise<CopyOutcome> {
	const {env, clock, run, write} = options;
	const sequence = write === null ? null : osc52(text, env);

	if (sequence !== null) {
		write?.(sequence);
	}

	for (const tool of tools(text, options)) {
		if ((await run(tool, {env, clock, timeoutMs: toolTimeoutMs, keepRunning: false})) === 'done') {
			return {sentToTerminal: sequence !== null, tool: tool.command};
		}
	}

	return {sentToTerminal: sequence !== null, tool: null};
}

function tools(text: string, options: CopyOptions): readonly Tool[] {
	const input = Buffer.from(text, 'utf8');
	// By default tmux ignores OSC 52 of programs inside it. `load-buffer -w` makes it send its own to the outer terminal.
	const tmux: Tool = {command: 'tmux', args: ['load-buffer', '-w', '-'], input};
	return [
		// Over SSH these programs would fill the clipboard of the remote machine.
		...(isOverSsh(options.env) ? [] : localTools(text, input, options)),
		...(options.env['TMUX'] ? [tmux] : []),
	];
}

function localTools(text: string, input: Buffer, {env, platform}: CopyOptions): readonly Tool[] {
	// Without a byte order mark `clip.exe` decodes the text by the legacy code page.
	const windows: Tool = {
		command: 'clip.exe',
		args: [],
		input: Buffer.from(`\uFEFF${text}`, 'utf16le'),
	};

	if (platform === 'win32') {
		return [windows];
	}

	if (platform === 'darwin') {
		return [{command: 'pbcopy', args: [], input}];
	}

	return [
		...(isWsl(env) ? [windows] : []),
		...(env['WAYLAND_DISPLAY'] ? [{command: 'wl-copy', args: [], input}] : []),
		...(env['DISPLAY']
			? [
					{command: 'xclip', args: ['-selection', 'clipboard', '-in'], input},
					{command: 'xsel', args: ['--clipboard', '--input'], input},
				]
			: []),
		...(env['TERMUX_VERSION'] ? [{command: 'termux-clipboard-set', args: [], input}] : []),
	];
}
