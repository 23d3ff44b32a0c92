import {homedir} from 'node:os';
import {sep} from 'node:path';
import {setImmediate} from 'node:timers/promises';
import type {Clock} from '../domain/clock.ts';
import type {Hands} from '../effects/effects.ts';
import {lineChunks} from '../effects/line-chunks.ts';
import {fileName} from '../effects/new-file.ts';
import {showInPager, type PagerOptions, type PagerOutcome} from '../effects/pager.ts';
import {saveLines} from '../effects/save-lines.ts';
import type {Messages} from '../messages/index.ts';
import {logJson} from '../report/log-json.ts';
import {logText} from '../report/log-text.ts';
import type {LogExcerpt} from '../state/log-excerpt.ts';
import type {SafeText} from '../domain/text.ts';
import {copyText} from '../terminal/clipboard.ts';
import type {Environment} from '../terminal/environment.ts';
import {runTool} from '../terminal/run-tool.ts';
import {cleanName} from '../terminal/sanitize.ts';

/** What the hands need that let a log leave the program. */
export type LogHandsOptions = {
	readonly messages: Messages;
	readonly env: Environment;
	readonly platform: NodeJS.Platform;
	readonly clock: Clock;
	readonly host: PagerOptions['host'];
	/** The folder where logs are saved. */
	readonly folder: string;
	/** Writes to the terminal. */
	readonly write: (sequence: string) => void;
	/** Gives the terminal away for as long as the work takes, and gives what came of it; null where it is away already. */
	readonly lend: (work: () => Promise<PagerOutcome>) => Promise<PagerOutcome | null>;
};

/** The hands by which a log leaves the program: into the clipboard, into a file, into the pager. */
export function logHands(options: LogHandsOptions): Pick<Hands, 'copyLog' | 'saveLog' | 'pageLog'> {
	const {messages, env, host, folder, lend} = options;
	const textOf = (log: LogExcerpt): Iterable<string> => logText(log, messages.screen.gap);

	return {
		async copyLog(log) {
			const entries = [...log.entries];
			const text = await joined(textOf({...log, entries}));
			const {asked, tool} = await copyText(text, {...options, run: runTool});
			return asked || tool !== null
				? {kind: 'log-copied', entries: entries.length, by: tool}
				: {
						kind: 'log-not-copied',
						entries: entries.length,
						bytes: Buffer.byteLength(text),
					};
		},
		async saveLog({form, log}) {
			let entries = 0;
			const counting = {...log, entries: counted(log.entries, () => entries++)};
			const outcome = await saveLines(form === 'text' ? textOf(counting) : logJson(counting), {
				folder,
				name: fileName(log.runId),
				extension: form === 'text' ? 'log' : 'jsonl',
			});
			return outcome.kind === 'saved'
				? {kind: 'log-saved', entries, path: shownPath(outcome.path)}
				: {kind: 'log-not-saved', why: outcome.why};
		},
		async pageLog(log) {
			const outcome = await lend(async () => showInPager(textOf(log), {env, host}));

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

function* counted<Item>(items: Iterable<Item>, count: () => void): Iterable<Item> {
	for (const item of items) {
		count();
		yield item;
	}
}

/** The lines as one text without a line end behind it. Keys are heard while it is made. */
async function joined(lines: Iterable<string>): Promise<string> {
	let text = '';

	for (const chunk of lineChunks(lines)) {
		text += chunk;
		await setImmediate();
	}

	return text.slice(0, -1);
}

/** A path to be read, with `~` for the user's own folder. */
function shownPath(path: string): SafeText {
	const home = homedir();
	const isAtHome = home !== '' && path.startsWith(`${home}${sep}`);
	return cleanName(isAtHome ? `~${path.slice(home.length)}` : path);
}
