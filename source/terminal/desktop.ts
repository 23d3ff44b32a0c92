import type {EventEmitter} from 'node:events';
import open from 'open';
import {isOpenable} from '../core/output/output-address.ts';
import {systemClock, type Clock, type Duration} from '../core/time/clock.ts';
import {isOverSsh, isWsl, platform, type Environment} from './platform.ts';
import {runProgram, showInPager} from './run-program.ts';
import {passThrough} from './status-sequences.ts';
import type {Suspender} from './suspender.ts';
import {describeTerminal, type Terminal} from './terminal.ts';

const clipboardTimeoutMs: Duration = 2_000;

export type Desktop = ReturnType<typeof createDesktop>;

/** Returns what the system of this process offers: the clipboard, the browser, programs, the pager. */
export function createDesktop({
	suspend,
	runSubprocess,
}: Pick<Suspender, 'suspend' | 'runSubprocess'>) {
	const {env, stdout} = process;
	const system = {
		env,
		platform,
		clock: systemClock,
		terminal: describeTerminal(env, {isTTY: stdout.isTTY, platform}),
		host: process,
		write: (text: string) => stdout.write(text),
	};

	async function runClipboardProgram(
		argv: readonly string[],
		input: Buffer,
		variables: Environment,
	): Promise<boolean> {
		const signal = AbortSignal.timeout(clipboardTimeoutMs);
		const outcome = await runProgram(argv, variables, {...system, input, signal});
		return outcome.kind === 'ended' && outcome.code === 0;
	}

	return {
		/** Stops the process until it continues. Resolves to false if the system cannot stop it. */
		suspend,
		copy: async (text: string) => copyText(text, {...system, run: runClipboardProgram}),
		open: async (address: URL) => openAddress(address, {...system, launch: openOnDesktop}),
		runProgram: async (argv: readonly string[], variables: Environment) =>
			runProgram(argv, variables, system),
		/** Resolves to null if the screen is suspended already. */
		showInPager: async (text: string) => runSubprocess(async () => showInPager(text, system)),
	};
}

/** The result of opening an address. `refused`: the address is not safe. */
type OpenOutcome = 'opened' | 'refused' | 'failed';

export type OpenOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	/** Starts the program that opens the address. Rejects if there is none. */
	readonly launch: (href: string) => Promise<EventEmitter & {readonly exitCode: number | null}>;
};

/** An opener such as `xdg-open` that fails exits within this time. One that runs longer may be the browser itself. */
const failureTimeoutMs: Duration = 2_000;

/** Passes the address as one argument: without a shell, or quoted for PowerShell on Windows. */
const openOnDesktop: OpenOptions['launch'] = async href => open(href);

/** Opens an address in the user's browser, if the address is safe and this machine has a display. Never rejects. */
export async function openAddress(
	address: URL,
	{env, platform: system, clock, launch}: OpenOptions,
): Promise<OpenOutcome> {
	if (!isOpenable(address)) {
		return 'refused';
	}

	const isDesktop = system === 'darwin' || system === 'win32' || isWsl(env);

	// Over SSH, the user's browser is on another machine.
	if (isOverSsh(env) || (!isDesktop && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'])) {
		return 'failed';
	}

	try {
		const opener = await launch(address.href);
		const exit = Promise.withResolvers<number | null>();
		const cancel = clock.after(failureTimeoutMs, () => exit.resolve(0));
		opener.once('close', exit.resolve);
		const code = opener.exitCode ?? (await exit.promise);
		cancel();
		return code === 0 ? 'opened' : 'failed';
	} catch {
		return 'failed';
	}
}

export type CopyOptions = {
	readonly env: Environment;
	readonly terminal: Pick<Terminal, 'multiplexer'>;
	readonly platform: NodeJS.Platform;
	/** Runs a program with an input. Resolves to whether it succeeded. */
	readonly run: (
		argv: readonly string[],
		input: Buffer,
		variables: Environment,
	) => Promise<boolean>;
	readonly write: (sequence: string) => void;
};

/**
 * Copies a text by an escape sequence (OSC 52), which the terminal may ignore, and by the first clipboard program that
 * works. Resolves to the program, to null if only the terminal may have copied it, to undefined if both failed.
 */
export async function copyText(
	text: string,
	{env, terminal, platform: system, run, write}: CopyOptions,
): Promise<string | null | undefined> {
	const sequence = osc52(text, terminal);

	if (sequence !== null) {
		write(sequence);
	}

	for (const argv of clipboardPrograms(env, system)) {
		const [tool = ''] = argv;
		// Without a byte order mark, `clip.exe` would decode the text by the legacy code page.
		const input = tool === 'clip.exe' ? Buffer.from(`\uFEFF${text}`, 'utf16le') : Buffer.from(text);

		// Without a locale, `pbcopy` would take the text for Mac Roman.
		if (await run(argv, input, tool === 'pbcopy' ? {LC_ALL: 'en_US.UTF-8'} : {})) {
			return tool;
		}
	}

	return sequence === null ? undefined : null;
}

function clipboardPrograms(env: Environment, system: NodeJS.Platform) {
	// Over SSH, programs of a desktop would copy to the clipboard of the remote machine.
	const isLocal = !isOverSsh(env);
	const programs: ReadonlyArray<readonly [isUsable: unknown, command: string]> = [
		[isLocal && (system === 'win32' || isWsl(env)), 'clip.exe'],
		[isLocal && system === 'darwin', 'pbcopy'],
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
