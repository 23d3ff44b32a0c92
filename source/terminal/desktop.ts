import {systemClock, type Duration} from '../core/time/clock.ts';
import {copyText} from './copy-text.ts';
import {openAddress, openOnDesktop} from './open-address.ts';
import {platform, type Environment} from './platform.ts';
import {runProgram, showInPager} from './run-program.ts';
import type {Suspender} from './suspender.ts';
import {describeTerminal} from './terminal.ts';

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
		environment: Environment,
	): Promise<boolean> {
		const signal = AbortSignal.timeout(clipboardTimeoutMs);
		const outcome = await runProgram(argv, {}, {...system, env: environment, input, signal});
		return outcome.kind === 'ended' && outcome.code === 0;
	}

	return {
		/** Stops the process until it continues. Resolves to false if the system cannot stop it. */
		suspend,
		/**
		 * Copies a text. Resolves to the clipboard program that copied it, or to null if only the terminal did (by an
		 * escape sequence). Resolves to undefined if both failed.
		 */
		async copy(text: string): Promise<string | null | undefined> {
			const {sentToTerminal, tool} = await copyText(text, {...system, run: runClipboardProgram});
			return sentToTerminal || tool !== null ? tool : undefined;
		},
		open: async (address: URL) => openAddress(address, {...system, launch: openOnDesktop}),
		runProgram: async (argv: readonly string[], variables: Environment) =>
			runProgram(argv, variables, system),
		/** Resolves to null if the screen is suspended already. */
		showInPager: async (text: string) => runSubprocess(async () => showInPager(text, system)),
	};
}
