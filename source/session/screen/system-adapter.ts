import {open, rm} from 'node:fs/promises';
import {basename, dirname, extname, resolve} from 'node:path';
import {errorCode} from '../../core/error-code.ts';
import {cleanName, cleanProse} from '../../core/text/sanitize.ts';
import type {SafeText} from '../../core/text/text.ts';
import {systemClock, type Duration} from '../../core/time/clock.ts';
import {comparisonMarkdown} from '../../features/compare/texts.ts';
import {failureMarkdown} from '../../features/failure/card-text.ts';
import {logJson, logText, type LogExcerpt} from '../../features/log/exported-text.ts';
import {pathText} from '../../features/outputs/download/downloads.ts';
import {outputProblemOf} from '../../features/outputs/download/errors.ts';
import type {SafeName} from '../../features/outputs/download/file-naming.ts';
import {firstNumbered} from '../../features/outputs/download/files.ts';
import type {OwnCommandBatch} from '../../features/own-commands/state.ts';
import type {Messages} from '../../i18n/messages.ts';
import type {ProgramEnd} from '../../i18n/program-end.ts';
import type {Notice} from '../../store/notice.ts';
import {copyText} from '../../terminal/copy-text.ts';
import {openAddress, openOnDesktop} from '../../terminal/open-address.ts';
import {platform, type Environment} from '../../terminal/platform.ts';
import {runProgram, showInPager, type ProgramOptions} from '../../terminal/run-program.ts';
import type {Suspender} from '../../terminal/suspender.ts';
import {describeTerminal} from '../../terminal/terminal.ts';
import type {SystemAdapter} from '../watch.ts';

/** What this process gives to the functions that use the system. */
const system = {
	env: process.env,
	platform,
	clock: systemClock,
	terminal: describeTerminal(process.env, {isTTY: process.stdout.isTTY, platform}),
	host: process,
	write: (text: string) => process.stdout.write(text),
};

/**
 * Creates the functions that copy texts, open addresses, and copy a log, save it or show it in the pager. An address
 * that no program can open is copied instead.
 */
export function systemAdapter(
	messages: Messages,
	suspender: Pick<Suspender, 'suspend' | 'runSubprocess'>,
): Omit<SystemAdapter, 'leave' | 'redraw' | 'setAppearance'> {
	const textOf = (log: LogExcerpt) => logText(log, messages.log.gap);

	/**
	 * Copies a text. Resolves to the clipboard program that copied it, or to null if only the terminal did (by an
	 * escape sequence). Resolves to undefined if both failed.
	 */
	async function copiedBy(text: string): Promise<string | null | undefined> {
		const {sentToTerminal, tool} = await copyText(text, {...system, run: runClipboardProgram});
		return sentToTerminal || tool !== null ? tool : undefined;
	}

	async function copy(text: string, what: SafeText, runs = 1): Promise<Notice> {
		const by = await copiedBy(text);
		return by === undefined ? {kind: 'not-copied', what} : {kind: 'copied', what, by, runs};
	}

	return {
		copy: async ({text, what, runs}) => copy(text, what, runs),
		suspend: async () => ((await suspender.suspend()) ? null : {kind: 'no-job-control'}),
		runOwnCommand: async ({batch}) => runOwnCommand(batch, system),
		copyFailure: async ({card}) =>
			copy(failureMarkdown(card, messages), cleanProse(messages.failure.what)),
		copyComparison: async ({model}) =>
			copy(comparisonMarkdown(model, messages), cleanProse(messages.compare.what)),
		async open({address, what}) {
			const outcome = await openAddress(address, {...system, launch: openOnDesktop});

			if (outcome === 'opened' || outcome === 'refused') {
				return {kind: outcome, what};
			}

			const copied = await copy(address.href, what);
			return copied.kind === 'copied' ? {kind: 'copied-instead', what, why: outcome} : copied;
		},
		async copyLog({log}) {
			const text = textOf(log).join('\n');
			const entries = log.entries.length;
			const by = await copiedBy(text);
			return by === undefined
				? {kind: 'log-not-copied', bytes: Buffer.byteLength(text)}
				: {kind: 'log-copied', entries, by};
		},
		async saveLog({name, log}) {
			const path = resolve(name);
			const extension = extname(path);
			const safeName = {stem: basename(path, extension), extension};
			const lines = extension === '.jsonl' ? logJson(log) : textOf(log);

			if (lines.length === 0) {
				return {kind: 'nothing-shown'};
			}

			try {
				const saved = await saveLines(lines, dirname(path), safeName);
				return {kind: 'log-saved', entries: log.entries.length, path: pathText(saved)};
			} catch (error) {
				const why = outputProblemOf(error);
				return {kind: 'output-not-saved', what: cleanName(basename(path)), why};
			}
		},
		async pageLog({log}) {
			const text = textOf(log).map(line => `${line}\n`);
			const shown = await suspender.runSubprocess(async () => showInPager(text.join(''), system));

			if (shown === null) {
				return null;
			}

			const command = cleanName(shown.command);

			if (shown.outcome.kind === 'not-started') {
				return {kind: 'no-pager', command};
			}

			const {code} = shown.outcome;
			return code === 0 ? null : {kind: 'pager-failed', command, code};
		},
	};
}

/**
 * Writes lines to a new file with mode 0600, and returns its path. If the name is taken, tries `name-2` and so on. Leaves
 * no part of a file behind if that fails.
 */
export async function saveLines(
	lines: readonly string[],
	folder: string,
	name: SafeName,
): Promise<string> {
	return firstNumbered(folder, name, async path => {
		const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
			if (errorCode(error) !== 'EEXIST') {
				throw error;
			}

			return undefined;
		});

		try {
			await file?.writeFile(`${lines.join('\n')}\n`);
			// Some file systems report a full disk only on sync.
			await file?.sync();
			return file && path;
		} catch (error) {
			await rm(path, {force: true}).catch(() => undefined);
			throw error;
		} finally {
			await file?.close();
		}
	});
}

const clipboardTimeoutMs: Duration = 2_000;

async function runClipboardProgram(
	argv: readonly string[],
	input: Buffer,
	env: Environment,
): Promise<boolean> {
	const signal = AbortSignal.timeout(clipboardTimeoutMs);
	const outcome = await runProgram(argv, {}, {...system, env, input, signal});
	return outcome.kind === 'ended' && outcome.code === 0;
}

/**
 * Runs a command of the user's own once for each run, one after the other. Stops at a program that cannot be started,
 * but not at an exit code. The notice shows the first failure, or else the last success.
 */
async function runOwnCommand(
	{name, calls}: OwnCommandBatch,
	options: ProgramOptions,
): Promise<Notice> {
	let shown: ProgramEnd = {code: null, line: cleanName('')};
	let failed = 0;

	for (const {argv, variables} of calls) {
		const outcome = await runProgram(argv, variables, options);

		if (outcome.kind === 'not-started') {
			const program = cleanName(argv[0] ?? '');
			return {kind: 'own-command-not-started', name, program, code: outcome.code};
		}

		shown = failed === 0 ? outcome : shown;
		failed += outcome.code === 0 ? 0 : 1;
	}

	return {kind: 'own-command-ended', name, runs: calls.length, failed, end: shown};
}
