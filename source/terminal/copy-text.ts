import type {Clock} from '../core/time/clock.ts';
import {isRemote, isWsl, type Environment} from './environment.ts';
import {osc52} from './osc52.ts';
import type {RunTool, Tool} from './run-tool.ts';

/**
 * What came of copying: `asked` tells whether the terminal was asked to take the text, which it may or may not have
 * done; `tool` names the program that has put it into the clipboard of this machine, and is null without one.
 */
export type CopyOutcome = {readonly sentToTerminal: boolean; readonly tool: string | null};

export type CopyOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly run: RunTool;
	/** Writes to the terminal; null where there is none. */
	readonly write: ((sequence: string) => void) | null;
};

const patience = 2_000;

/** Puts a text into the clipboard: by the terminal, and by this machine's own program where the user sits at it. Never rejects. */
export async function copyText(text: string, options: CopyOptions): Promise<CopyOutcome> {
	const {env, clock, run, write} = options;
	const sequence = write === null ? null : osc52(text, env);

	if (sequence !== null) {
		write?.(sequence);
	}

	for (const tool of tools(text, options)) {
		if ((await run(tool, {env, clock, timeoutMs: patience, keepRunning: false})) === 'done') {
			return {sentToTerminal: sequence !== null, tool: tool.command};
		}
	}

	return {sentToTerminal: sequence !== null, tool: null};
}

/** What may put a text into a clipboard, the best first. */
function tools(text: string, options: CopyOptions): readonly Tool[] {
	const input = Buffer.from(text, 'utf8');
	// As it is set by default, tmux takes no sequence from programs within it, but hands on what it is told like this.
	const tmux: Tool = {command: 'tmux', args: ['load-buffer', '-w', '-'], input};
	return [
		// Else it would be the clipboard of a machine that nobody sits at.
		...(isRemote(options.env) ? [] : localTools(text, input, options)),
		...(options.env['TMUX'] ? [tmux] : []),
	];
}

/** What may put a text into this machine's clipboard. */
function localTools(text: string, input: Buffer, {env, platform}: CopyOptions): readonly Tool[] {
	// Without the mark at the start it takes the text for the machine's old code page.
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
