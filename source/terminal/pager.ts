import {spawn} from 'node:child_process';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {childEnvironment, type Environment} from './environment.ts';
import {lineChunks} from './line-chunks.ts';
import {splitCommand} from './split-command.ts';

/** What came of a pager: that it was read to the end, that there is no such program, or how it failed. */
export type PagerOutcome =
	| {readonly kind: 'done'}
	| {readonly kind: 'missing'; readonly command: string}
	| {readonly kind: 'failed'; readonly command: string; readonly code: number | null};

export type PagerOptions = {
	readonly env: Environment;
	/** The process, which takes the pager with it when it ends. */
	readonly host: {
		on(event: 'exit', listener: () => void): unknown;
		off(event: 'exit', listener: () => void): unknown;
	};
};

/** The pagers to try: the user's own, and where none is set those that most machines have. */
export function pagerCommands(env: Environment): ReadonlyArray<readonly string[]> {
	const own = splitCommand(env['PAGER'] ?? '');
	return own.length > 0 ? [own] : [['less'], ['more']];
}

/**
 * Shows lines in the user's pager, which reads them as it wants them and has the terminal to itself; resolves when it
 * has ended. There is no shell and no file, and the pager does not see our secrets. Rejects only when the lines throw.
 */
export async function showInPager(
	portions: Iterable<readonly string[]>,
	options: PagerOptions,
): Promise<PagerOutcome> {
	let outcome: PagerOutcome = {kind: 'done'};

	for (const command of pagerCommands(options.env)) {
		outcome = await runPager(command, portions, options);

		if (outcome.kind !== 'missing') {
			return outcome;
		}
	}

	return outcome;
}

async function runPager(
	[command = '', ...args]: readonly string[],
	portions: Iterable<readonly string[]>,
	{env, host}: PagerOptions,
): Promise<PagerOutcome> {
	const child = spawn(command, args, {
		stdio: ['pipe', 'inherit', 'inherit'],
		env: {...childEnvironment(env)},
		shell: false,
	});
	const kill = (): void => {
		child.kill();
	};
	const ended = new Promise<PagerOutcome>(resolve => {
		child.on('error', ({code}: NodeJS.ErrnoException) => {
			resolve(
				code === 'ENOENT' ? {kind: 'missing', command} : {kind: 'failed', command, code: null},
			);
		});
		child.on('close', code => {
			resolve(code === 0 ? {kind: 'done'} : {kind: 'failed', command, code});
		});
	});
	host.on('exit', kill);

	try {
		// Nothing is read from the lines before the program runs: it may be the next one that shows them.
		await Promise.race([new Promise(resolve => child.once('spawn', resolve)), ended]);

		if (child.pid !== undefined) {
			await feed(portions, child.stdin);
		}

		return await ended;
	} finally {
		host.off('exit', kill);
	}
}

/** Gives the lines to a program as fast as it reads. */
async function feed(
	portions: Iterable<readonly string[]>,
	input: NodeJS.WritableStream,
): Promise<void> {
	try {
		await pipeline(Readable.from(lineChunks(portions), {objectMode: true}), input);
	} catch (error) {
		// The reader has left the pager before the end of the log, as most do.
		if (!closedPipeCodes.has((error as NodeJS.ErrnoException).code)) {
			throw error;
		}
	}
}

const closedPipeCodes: ReadonlySet<string | undefined> = new Set([
	'EPIPE',
	'ECONNRESET',
	'EOF',
	'ERR_STREAM_PREMATURE_CLOSE',
	'ERR_STREAM_DESTROYED',
]);
