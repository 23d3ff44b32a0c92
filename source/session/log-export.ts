import {setImmediate} from 'node:timers/promises';
import type {Clock} from '../core/time/clock.ts';
import type {SystemAdapter} from '../store/effects.ts';
import {lineChunks} from '../terminal/line-chunks.ts';
import {fileName, saveLines} from '../features/log/export/save-lines.ts';
import {showInPager, type PagerOptions, type PagerOutcome} from '../terminal/pager.ts';
import type {Messages} from '../i18n/index.ts';
import {logJson} from '../features/log/export/json.ts';
import {logText} from '../features/log/export/text.ts';
import type {LogExcerpt} from '../features/log/export/state.ts';
import {copyText} from '../terminal/copy-text.ts';
import type {Environment} from '../terminal/environment.ts';
import {runTool} from '../terminal/run-tool.ts';
import {cleanName} from '../core/text/sanitize.ts';
import {pathText} from './output-services.ts';

export type LogExportOptions = {
	readonly messages: Messages;
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly host: PagerOptions['host'];
	readonly folder: string;
	readonly write: (sequence: string) => void;
	/** Releases the terminal while the work runs. Resolves to null if another program has the terminal already. */
	readonly runSubprocess: (work: () => Promise<PagerOutcome>) => Promise<PagerOutcome | null>;
};

/** Sends a log to the clipboard, a file or the pager. */
export function logExport(
	options: LogExportOptions,
): Pick<SystemAdapter, 'copyLog' | 'saveLog' | 'pageLog'> {
	const {messages, env, host, folder, runSubprocess} = options;
	const textOf = (log: LogExcerpt) => logText(log, messages.screen.gap);

	return {
		async copyLog(log) {
			const counting = new CountedExcerpt(log);
			const text = await joined(textOf(counting));
			const {entries} = counting;

			if (entries === 0) {
				return {kind: 'nothing-shown', purpose: 'copy'};
			}

			const {sentToTerminal, tool} = await copyText(text, {...options, run: runTool});
			return sentToTerminal || tool !== null
				? {kind: 'log-copied', entries, by: tool}
				: {kind: 'log-not-copied', entries, bytes: Buffer.byteLength(text)};
		},
		async saveLog({form, log}) {
			const counting = new CountedExcerpt(log);
			const outcome = await saveLines(form === 'text' ? textOf(counting) : logJson(counting), {
				folder,
				name: log.runId === null ? allRunsName : fileName(log.runId),
				extension: form === 'text' ? 'log' : 'jsonl',
			});

			switch (outcome.kind) {
				case 'saved':
					return {
						kind: 'log-saved',
						entries: counting.entries,
						path: pathText(outcome.path),
					};
				case 'nothing':
					return {kind: 'nothing-shown', purpose: 'save'};
				case 'failed':
					return {kind: 'log-not-saved', why: outcome.why};
			}
		},
		async pageLog(log) {
			const outcome = await runSubprocess(async () => showInPager(textOf(log), {env, host}));

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

const allRunsName = 'all-runs';

/** Counts the entries that are read from an excerpt. */
class CountedExcerpt implements LogExcerpt {
	readonly runId: LogExcerpt['runId'];
	readonly portions: LogExcerpt['portions'];
	entries = 0;

	constructor({runId, portions}: LogExcerpt) {
		this.runId = runId;
		this.portions = this.#count(portions);
	}

	*#count(portions: LogExcerpt['portions']): LogExcerpt['portions'] {
		for (const portion of portions) {
			this.entries += portion.length;
			yield portion;
		}
	}
}

/** Joins the lines without a trailing newline. Yields to the event loop between chunks, so that keys are handled. */
async function joined(portions: Iterable<readonly string[]>): Promise<string> {
	let text = '';

	for (const chunk of lineChunks(portions)) {
		text += chunk;
		await setImmediate();
	}

	return text.slice(0, -1);
}
