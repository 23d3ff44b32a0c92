import type {Clock} from '../domain/clock.ts';
import {isRemote, isWsl, type Environment} from './environment.ts';
import type {RunTool, Tool} from './run-tool.ts';

/**
 * What came of opening an address. It was not `refused` for what it is, but there may be nothing to show it with:
 * `remote` where the desktop is on another machine, `no-display` where there is none, `no-opener` where no program
 * for it is installed.
 */
export type OpenOutcome = 'opened' | 'refused' | 'remote' | 'no-display' | 'no-opener' | 'failed';

export type OpenOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly run: RunTool;
};

/** An opener that has not failed after so many milliseconds has become the browser itself. */
const patience = 2_000;

/**
 * Opens an address with what the user's desktop opens it with. Only https, and http on this machine, without user info;
 * over SSH or without a display nothing is started, so that the caller can copy the address instead. Never rejects.
 */
export async function openAddress(address: URL, options: OpenOptions): Promise<OpenOutcome> {
	if (!isOpenable(address)) {
		return 'refused';
	}

	if (isRemote(options.env)) {
		return 'remote';
	}

	if (!hasDisplay(options)) {
		return 'no-display';
	}

	for (const tool of openers(address.href, options)) {
		const outcome = await options.run(tool, {
			env: options.env,
			clock: options.clock,
			patience,
			mayStay: true,
		});

		if (outcome !== 'missing') {
			return outcome === 'failed' ? 'failed' : 'opened';
		}
	}

	return 'no-opener';
}

/** Whether an address may be opened at all. */
export function isOpenable({protocol, hostname, username, password}: URL): boolean {
	const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
	return isSafe && username === '' && password === '';
}

/** `URL` has already turned every other spelling of these, like `0x7f.1`, into one of them. */
function isLoopback(hostname: string): boolean {
	return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d+){3}$/.test(hostname);
}

function hasDisplay({env, platform}: OpenOptions): boolean {
	return (
		platform === 'darwin' ||
		platform === 'win32' ||
		isWsl(env) ||
		Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
	);
}

/** What may open an address, the best first. */
function openers(href: string, {env, platform}: OpenOptions): readonly Tool[] {
	const windows: Tool = {command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', href]};

	if (platform === 'win32') {
		return [windows];
	}

	if (platform === 'darwin') {
		return [{command: 'open', args: [href]}];
	}

	const linux: readonly Tool[] = [
		{command: 'xdg-open', args: [href]},
		{command: 'gio', args: ['open', href]},
	];
	return isWsl(env) ? [{command: 'wslview', args: [href]}, windows, ...linux] : linux;
}
