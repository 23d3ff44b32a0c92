import {failureMarkdown} from '../features/failure/markdown.ts';
import type {FailureCard} from '../features/failure/failure-card.ts';
import type {Messages} from '../i18n/index.ts';
import type {Notice} from '../features/notices/notice.ts';
import {copyText, type CopyOptions} from '../terminal/copy-text.ts';
import {runTool} from '../terminal/run-tool.ts';
import {cleanProse} from '../core/text/sanitize.ts';

/** Puts a failure card into the clipboard, as Markdown; tells what came of it. */
export async function copyFailure(
	card: FailureCard,
	{messages, ...options}: Omit<CopyOptions, 'run'> & {readonly messages: Messages},
): Promise<Notice> {
	const what = cleanProse(messages.failure.what);
	const {sentToTerminal, tool} = await copyText(failureMarkdown(card, messages), {
		...options,
		run: runTool,
	});
	return sentToTerminal || tool !== null
		? {kind: 'copied', what, by: tool}
		: {kind: 'not-copied', what};
}
