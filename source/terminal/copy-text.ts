import {isOverSsh, isWsl, type Environment} from './platform.ts';
import {passThrough} from './status-sequences.ts';
import type {Terminal} from './terminal.ts';

export type CopyOptions = {
	readonly env: Environment;
	readonly terminal: Pick<Terminal, 'multiplexer'>;
	readonly platform: NodeJS.Platform;
	/** Runs a program with an input. Resolves to whether it succeeded. */
	readonly run: (argv: readonly string[], input: Buffer, env: Environment) => Promise<boolean>;
	readonly write: (sequence: string) => void;
};

/**
 * Copies a text by an escape sequence (OSC 52), which the terminal may ignore, and by the first clipboard program that
 * works. Returns whether the sequence was sent, and the program that worked, or null. Never rejects.
 */
export async function copyText(text: string, {env, terminal, platform, run, write}: CopyOptions) {
	const sequence = osc52(text, terminal);
	const sentToTerminal = sequence !== null;

	if (sentToTerminal) {
		write(sequence);
	}

	for (const argv of clipboardPrograms(env, platform)) {
		const [tool = ''] = argv;
		// Without a byte order mark, `clip.exe` would decode the text by the legacy code page.
		const input = tool === 'clip.exe' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);

		// Without a locale, `pbcopy` would take the text for Mac Roman.
		if (await run(argv, input, tool === 'pbcopy' ? {...env, LC_ALL: 'en_US.UTF-8'} : env)) {
			return {sentToTerminal, tool};
		}
	}

	return {sentToTerminal, tool: null};
}

function clipboardPrograms(env: Environment, platform: NodeJS.Platform) {
	// Over SSH, programs of a desktop would copy to the clipboard of the remote machine.
	const isLocal = !isOverSsh(env);
	const programs: ReadonlyArray<readonly [isUsable: unknown, command: string]> = [
		[isLocal && (platform === 'win32' || isWsl(env)), 'clip.exe'],
		[isLocal && platform === 'darwin', 'pbcopy'],
		[isLocal && env['WAYLAND_DISPLAY'], 'wl-copy'],
		[isLocal && env['DISPLAY'], 'xclip -selection clipboard -in'],
		[isLocal && env['DISPLAY'], 'xsel --clipboard --input'],
		// By default tmux ignores OSC 52 sequences from programs inside it. With `-w`, tmux sends one itself.
		[env['TMUX'], 'tmux load-buffer -w -'],
	];
	return programs.filter(([isUsable]) => isUsable).map(([, command]) => command.split(' '));
}

/** The maximum size of a text in bytes. Some terminals truncate sequences of more than 100,000 characters. */
const maxBytes = 74_994;

/** Returns the OSC 52 sequence (xterm) that copies a text to the clipboard. Returns null if the text is too long. */
function osc52(text: string, terminal: Pick<Terminal, 'multiplexer'>): string | null {
	const bytes = Buffer.from(text);
	const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;

	if (bytes.length > maxBytes) {
		return null;
	}

	// tmux accepts the bare sequence if `set-clipboard` is on; otherwise `tmux load-buffer` copies.
	return terminal.multiplexer === 'tmux' ? sequence : passThrough(sequence, terminal);
}
