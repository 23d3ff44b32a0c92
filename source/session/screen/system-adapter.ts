import {setImmediate} from 'node:timers/promises';
import {cleanName, cleanProse} from '../../core/text/sanitize.ts';
import {comparisonMarkdown} from '../../features/compare/texts.ts';
import {failureMarkdown} from '../../features/failure/markdown.ts';
import {logJson} from '../../features/log/export/json.ts';
import {saveLines} from '../../features/log/export/save-lines.ts';
import type {LogExcerpt} from '../../features/log/export/state.ts';
import {logText} from '../../features/log/export/text.ts';
import {safeSegment} from '../../features/outputs/download/safe-name.ts';
import type {Messages} from '../../i18n/index.ts';
import type {SystemAdapter} from '../../store/effects.ts';
import {copyText, type CopyOptions} from '../../terminal/copy-text.ts';
import {lineChunks} from '../../terminal/line-chunks.ts';
import {openOnDesktop, openAddress} from '../../terminal/open-address.ts';
import {showInPager, type PagerOptions} from '../../terminal/pager.ts';
import {runTool} from '../../terminal/run-tool.ts';
import type {Suspender} from '../../terminal/suspender.ts';
import {pathText} from '../downloads-into.ts';
import {runOwnCommand} from './own-command-runner.ts';

type SystemAdapterOptions = Omit<CopyOptions, 'run'> & {
	readonly messages: Messages;
	readonly host: PagerOptions['host'];
	readonly folder: string;
	readonly suspender: Pick<Suspender, 'suspend' | 'runSubprocess'>;
};

const allRunsName = 'all-runs';
const maxNameBytes = 80;

/**
 * Creates the functions that copy texts, open addresses, and copy a log, save it or show it in the pager. An address
 * that no program can open is copied instead.
 */
export function systemAdapter({
	messages,
	host,
	folder,
	suspender,
	...options
}: SystemAdapterOptions): Omit<SystemAdapter, 'leave' | 'redraw' | 'setAppearance'> {
	const {env} = options;
	const textOf = (log: LogExcerpt) => logText(log, messages.screen.gap);

	/**
	 * Copies a text. Resolves to the clipboard program that copied it, or to null if only the terminal did (by an
	 * escape sequence). Resolves to undefined if both failed.
	 */
	async function copiedBy(text: string): Promise<string | null | undefined> {
		const {sentToTerminal, tool} = await copyText(text, {...options, run: runTool});
		return sentToTerminal || tool !== null ? tool : undefined;
	}

	const copy: SystemAdapter['copy'] = async ({text, what, runs = 1}) => {
		const by = await copiedBy(text);
		return by === undefined ? {kind: 'not-copied', what} : {kind: 'copied', what, by, runs};
	};

	return {
		copy,
		suspend: async () => ((await suspender.suspend()) ? null : {kind: 'no-job-control'}),
		runOwnCommand: async batch => runOwnCommand(batch, {env, clock: options.clock, host}),
		copyFailure: async card =>
			copy({
				type: 'copy',
				text: failureMarkdown(card, messages),
				what: cleanProse(messages.failure.what),
			}),
		copyComparison: async ({model}) =>
			copy({
				type: 'copy',
				text: comparisonMarkdown(model, messages),
				what: cleanProse(messages.compare.what),
			}),
		async open({address, what}) {
			const outcome = await openAddress(address, {...options, launch: openOnDesktop});

			if (outcome === 'opened' || outcome === 'refused') {
				return {kind: outcome, what};
			}

			const copied = await copy({type: 'copy', text: address.href, what});
			return copied.kind === 'copied' ? {kind: 'copied-instead', what, why: outcome} : copied;
		},
		async copyLog(log) {
			const counted = countEntries(log);
			const text = await joinLines(textOf(counted.log));
			const entries = counted.entries();

			if (entries === 0) {
				return {kind: 'nothing-shown', purpose: 'copy'};
			}

			const by = await copiedBy(text);
			return by === undefined
				? {kind: 'log-not-copied', bytes: Buffer.byteLength(text)}
				: {kind: 'log-copied', entries, by};
		},
		async saveLog({form, log}) {
			const counted = countEntries(log);
			const isText = form === 'text';
			const outcome = await saveLines(isText ? textOf(counted.log) : logJson(counted.log), {
				folder,
				name: log.runId === null ? allRunsName : safeSegment(log.runId, maxNameBytes) || 'run',
				extension: isText ? 'log' : 'jsonl',
			});

			switch (outcome.kind) {
				case 'saved':
					return {kind: 'log-saved', entries: counted.entries(), path: pathText(outcome.path)};
				case 'nothing':
					return {kind: 'nothing-shown', purpose: 'save'};
				case 'failed':
					return {kind: 'log-not-saved', why: outcome.why};
			}
		},
		async pageLog(log) {
			const outcome = await suspender.runSubprocess(async () =>
				showInPager(textOf(log), {env, host}),
			);

			switch (outcome?.kind) {
				case undefined:
				case 'done':
					return null;
				case 'missing':
					return {kind: 'no-pager', command: cleanName(outcome.command)};
				case 'failed':
					return {
						kind: 'pager-failed',
						command: cleanName(outcome.command),
						code: outcome.code,
					};
			}
		},
	};
}

function countEntries(log: LogExcerpt) {
	let entries = 0;

	function* portions(): LogExcerpt['portions'] {
		for (const portion of log.portions) {
			entries += portion.length;
			yield portion;
		}
	}

	return {log: {runId: log.runId, portions: portions()}, entries: () => entries};
}

/** Joins lines into one text without a newline at the end. Yields to the event loop, so that keys are handled. */
async function joinLines(portions: Iterable<readonly string[]>): Promise<string> {
	let text = '';

	for (const chunk of lineChunks(portions)) {
		text += chunk;
		await setImmediate();
	}

	return text.slice(0, -1);
}
