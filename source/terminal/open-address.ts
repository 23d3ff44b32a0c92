import type {EventEmitter} from 'node:events';
import open from 'open';
import {isOpenable} from '../core/output/output-address.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {isOverSsh, isWsl, type Environment} from './platform.ts';

/**
 * The result of opening an address. `refused`: the address is not safe. `remote`: the program runs over SSH.
 * `no-display`: this machine has no desktop. `no-opener`: the desktop has no program like `xdg-open`.
 */
type OpenOutcome = 'opened' | 'refused' | 'remote' | 'no-display' | 'no-opener' | 'failed';

export type OpenOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	/** Starts the program that opens the address. Rejects with ENOENT if there is no such program. */
	readonly launch: (href: string) => Promise<EventEmitter & {readonly exitCode: number | null}>;
};

/** An opener such as `xdg-open` that fails exits within this time. One that runs longer may be the browser itself. */
const failureTimeoutMs: Duration = 2_000;

/** Passes the address to the npm package `open` as one argument, without a shell. */
export const openOnDesktop: OpenOptions['launch'] = async href => open(href);

/** Opens an address in the user's browser, if the address is safe and this machine has a display. Never rejects. */
export async function openAddress(
	address: URL,
	{env, platform, clock, launch}: OpenOptions,
): Promise<OpenOutcome> {
	if (!isOpenable(address)) {
		return 'refused';
	}

	if (isOverSsh(env)) {
		return 'remote';
	}

	const hasDisplay = platform === 'darwin' || platform === 'win32' || isWsl(env);

	if (!hasDisplay && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) {
		return 'no-display';
	}

	try {
		const opener = await launch(address.href);
		const exit = Promise.withResolvers<number | null>();
		const cancel = clock.after(failureTimeoutMs, () => exit.resolve(0));
		opener.once('close', exit.resolve);
		const code = opener.exitCode ?? (await exit.promise);
		cancel();
		return code === 0 ? 'opened' : 'failed';
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'no-opener' : 'failed';
	}
}
