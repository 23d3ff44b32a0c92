import type {Clock} from '../core/time/clock.ts';
import type {SafeText} from '../core/text/text.ts';
import type {SystemAdapter} from '../store/effects.ts';
import type {Notice} from '../features/notices/notice.ts';
import {copyText} from '../terminal/copy-text.ts';
import type {Environment} from '../terminal/environment.ts';
import {openOnDesktop, openAddress} from '../terminal/open-address.ts';
import {runTool, type RunTool} from '../terminal/run-tool.ts';

/** What the hands that open and copy need of the machine. */
export type DesktopOptions = {
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	/** Writes to the terminal. */
	readonly write: (sequence: string) => void;
	/** Runs the machine's programs. */
	readonly run?: RunTool;
};

/** The hands that reach the user's desktop. What cannot be opened is copied instead, so that nothing is in vain. */
export function systemAdapter({
	run = runTool,
	...options
}: DesktopOptions): Pick<SystemAdapter, 'open' | 'copy'> {
	async function copy(text: string, what: SafeText): Promise<Notice> {
		const {sentToTerminal, tool} = await copyText(text, {...options, run});
		return sentToTerminal || tool !== null
			? {kind: 'copied', what, by: tool}
			: {kind: 'not-copied', what};
	}

	return {
		copy: async ({text, what}) => copy(text, what),
		async open({address, what}) {
			const outcome = await openAddress(address, {...options, launch: openOnDesktop});

			if (outcome === 'opened' || outcome === 'refused') {
				return {kind: outcome, what};
			}

			const copied = await copy(address.href, what);
			return copied.kind === 'copied' ? {kind: 'copied-instead', what, why: outcome} : copied;
		},
	};
}
