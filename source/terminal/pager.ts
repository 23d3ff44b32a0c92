import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {Readable} from 'node:stream';
import {pipeline} from 'node:stream/promises';
import {childEnvironment, type Environment} from './environment.ts';
import {lineChunks} from './line-chunks.ts';
import {platform} from './platform.ts';
import {splitCommand} from './shell-words.ts';

type PagerOutcome =
	| {readonly kind: 'done'}
	/** The program is not installed, or cannot be started. */
	| {readonly kind: 'missing'; readonly command: string}
	| {readonly kind: 'failed'; readonly command: string; readonly code: number | null};

type PagerOptions = {
	readonly env: Environment;
	/** The `process` object of Node.js. When `process` emits `exit`, the pager is killed. */
	readonly host: Pick<NodeJS.EventEmitter, 'on' | 'off'>;
};

function pagerCommands(env: Environment): ReadonlyArray<readonly string[]> {
	const own = splitCommand(env['PAGER'] ?? '');
	return own.length > 0 ? [own] : [['less'], ['more']];
}

/**
 * Shows lines in the user's pager, which is started without a shell. `portions` yields several lines at a time.
 * Resolves when the pager has exited or could not be started. Rejects only if iterating over `portions` throws.
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
	let child: ReturnType<typeof start>;

	try {
		child = start(command, args, env);
		// The lines can be read only once, so they are not read until the pager has started.
		await once(child, 'spawn');
	} catch {
		return {kind: 'missing', command};
	}

	const kill = (): void => void child.kill();
	const closed = once(child, 'close');
	host.on('exit', kill);

	try {
		await feed(portions, child.stdin);
		const [code] = (await closed) as [number | null];
		return code === 0 ? {kind: 'done'} : {kind: 'failed', command, code};
	} finally {
		host.off('exit', kill);
	}
}

/** Throws for a batch file of Windows, which only a shell could start. */
function start(command: string, args: readonly string[], env: Environment) {
	return spawn(command, args, {
		stdio: ['pipe', 'inherit', 'inherit'],
		// `less` of Windows would read the log in the code page of the console.
		env: {...(platform === 'win32' && {LESSCHARSET: 'utf-8'}), ...childEnvironment(env)},
		shell: false,
	});
}

async function feed(
	portions: Iterable<readonly string[]>,
	input: NodeJS.WritableStream,
): Promise<void> {
	try {
		await pipeline(Readable.from(lineChunks(portions), {objectMode: true}), input);
	} catch (error) {
		// The user quit the pager before the end of the log.
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
