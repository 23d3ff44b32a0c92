import type {Clock, Duration} from '../core/time/clock.ts';
import {isOpenable} from '../core/output/output-address.ts';
import {isRemote, isWsl, type Environment} from './environment.ts';

/**
 * What came of opening an address. It was not `refused` for what it is, but there may be nothing to show it with:
 * `remote` where the desktop is on another machine, `no-display` where there is none, `no-opener` where no program
 * for it is installed.
 */
export type OpenOutcome = 'opened' | 'refused' | 'remote' | 'no-display' | 'no-opener' | 'failed';

/** The program that was asked to open something: what `node:child_process` has of it. */
export type OpenerProcess = {
	readonly exitCode: number | null;
	once(event: 'close', listener: (code: number | null) => void): unknown;
};

/** Has the desktop open an address; rejects where there is no program for that. */
export type Launch = (href: string) => Promise<OpenerProcess>;

export type OpenOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly launch: Launch;
};

/** An opener that has not failed by then has become the browser itself. */
const patience: Duration = 2_000;

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

	try {
		return await outcomeOf(await options.launch(address.href), options.clock);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no-opener' : 'failed';
	}
}

/** The library knows every desktop. It takes the address as one argument and starts no shell; loaded when it is wanted. */
export const openOnDesktop: Launch = async href => {
	const {default: open} = await import('open');
	return open(href);
};

async function outcomeOf(opener: OpenerProcess, clock: Clock): Promise<OpenOutcome> {
	const closed = Promise.withResolvers<number | null>();

	if (opener.exitCode === null) {
		opener.once('close', closed.resolve);
	} else {
		closed.resolve(opener.exitCode);
	}

	const cancel = clock.after(patience, () => {
		closed.resolve(0);
	});
	const code = await closed.promise;
	cancel();
	return code === 0 ? 'opened' : 'failed';
}

function hasDisplay({env, platform}: OpenOptions): boolean {
	return (
		platform === 'darwin' ||
		platform === 'win32' ||
		isWsl(env) ||
		Boolean(env['DISPLAY'] ?? env['WAYLAND_DISPLAY'])
	);
}
