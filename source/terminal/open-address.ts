import open from 'open';
import {isOpenable} from '../core/output/output-address.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {isOverSsh, isWsl, type Environment} from './environment.ts';

/**
 * The result of opening an address. `refused`: the address is not safe. `remote`: the program runs over SSH.
 * `no-display`: this machine has no desktop. `no-opener`: the desktop has no program like `xdg-open`.
 */
type OpenOutcome = 'opened' | 'refused' | 'remote' | 'no-display' | 'no-opener' | 'failed';

type OpenerProcess = {
	readonly exitCode: number | null;
	once(event: 'close', listener: (code: number | null) => void): unknown;
};

export type OpenOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	/** Starts the program that opens the address. Rejects with ENOENT if there is no such program. */
	readonly launch: (href: string) => Promise<OpenerProcess>;
};

/**
 * If an opener such as `xdg-open` fails, it exits within this time, in milliseconds. An opener that runs longer may be
 * the browser itself, so the address then counts as opened.
 */
const failureTimeoutMs: Duration = 2_000;

/**
 * Opens an address in the user's browser, if `isOpenable` accepts the address and this machine has a display. Never
 * rejects.
 */
export async function openAddress(address: URL, options: OpenOptions): Promise<OpenOutcome> {
	if (!isOpenable(address)) {
		return 'refused';
	}

	if (isOverSsh(options.env)) {
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

/** Passes the address to the npm package `open` as one argument, without a shell. */
export const openOnDesktop: OpenOptions['launch'] = async href => {
	return open(href);
};

async function outcomeOf(opener: OpenerProcess, clock: Clock): Promise<OpenOutcome> {
	const closed = Promise.withResolvers<number | null>();

	if (opener.exitCode === null) {
		opener.once('close', closed.resolve);
	} else {
		closed.resolve(opener.exitCode);
	}

	const cancel = clock.after(failureTimeoutMs, () => closed.resolve(0));
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
