import {cleanProse} from '../core/text/sanitize.ts';
import type {SafeText} from '../core/text/text.ts';
import type {Clock} from '../core/time/clock.ts';
import {failureMarkdown} from '../features/failure/markdown.ts';
import type {Notice} from '../store/notice.ts';
import type {Messages} from '../i18n/index.ts';
import type {SystemAdapter} from '../store/effects.ts';
import {copyText} from '../terminal/copy-text.ts';
import type {Environment} from '../terminal/environment.ts';
import {openOnDesktop, openAddress} from '../terminal/open-address.ts';
import {runTool, type RunTool} from '../terminal/run-tool.ts';

export type SystemAdapterOptions = {
	readonly messages: Messages;
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly write: (sequence: string) => void;
	readonly run?: RunTool;
};

/** Opens addresses and copies texts. Copies an address if it cannot be opened. */
export function systemAdapter({
	messages,
	run = runTool,
	...options
}: SystemAdapterOptions): Pick<SystemAdapter, 'open' | 'copy' | 'copyFailure'> {
	async function copy(text: string, what: SafeText): Promise<Notice> {
		const {sentToTerminal, tool} = await copyText(text, {...options, run});
		return sentToTerminal || tool !== null
			? {kind: 'copied', what, by: tool}
			: {kind: 'not-copied', what};
	}

	return {
		copy: async ({text, what}) => copy(text, what),
		copyFailure: async card =>
			copy(failureMarkdown(card, messages), cleanProse(messages.failure.what)),
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
