import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync, readFileSync} from 'node:fs';
import * as files from 'node:fs/promises';
import type {OutgoingHttpHeaders} from 'node:http';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import type {TestContext} from 'node:test';
import {downloadId, type DownloadRequest} from '../../../../source/core/output/download.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {DownloadError} from '../../../../source/features/outputs/download/download-error.ts';
import {
	defaultDownloadLimits,
	type DownloadLimits,
} from '../../../../source/features/outputs/download/limits.ts';
import {
	openMediaClient,
	plainAccess,
	type MediaClient,
} from '../../../../source/features/outputs/download/media-client.ts';
import {
	saveOutput,
	type DownloadListener,
	type SaveContext,
	type SaveResult,
} from '../../../../source/features/outputs/download/save-output.ts';
import {
	serveFile,
	startMedia,
	type FileSetUp,
	type MediaHandler,
	type MediaServer,
} from '../../../helpers/media-server.ts';
import {
	node,
	root,
	temporaryFolder,
	testEnvironment,
	type Scope,
} from '../../../helpers/program.ts';

/** The program's limits with short timeouts. */
export const testLimits: DownloadLimits = {
	...defaultDownloadLimits,
	headersTimeoutMs: 900,
	stallTimeoutMs: 200,
	minPauseMs: 1,
	maxPauseMs: 4,
	reportIntervalMs: 5,
};

export const run = 'wfrun_0123456789abcdef0123';

export function orderFor(address: URL, changes: Partial<DownloadRequest> = {}): DownloadRequest {
	const key = changes.key ?? 'n9_images';
	return {
		id: downloadId(run, key),
		runId: run,
		key,
		source: {kind: 'address', address},
		name: null,
		subject: {title: null, label: null, workflowId: null, createdAt: null, index: 1, inputs: []},
		kind: 'image',
		savedAs: null,
		sameBy: 'bytes',
		...changes,
	};
}

/** A client with short timeouts by default. It is closed after the test. */
export function openClient(t: Pick<TestContext, 'after'>, limits = testLimits): MediaClient {
	const media = openMediaClient(limits, () => ({...plainAccess, allowsLocal: true}));
	t.after(async () => media.close());
	return media;
}

/** The tools for saving a file, with short timeouts by default. Their client is closed after the test. */
export function testTools(
	t: Pick<TestContext, 'after'>,
	folder: string,
	changes: Partial<SaveContext> = {},
): SaveContext {
	const limits = changes.limits ?? testLimits;
	return {
		folder,
		files,
		clock: systemClock,
		random: () => 0.5,
		limits,
		media: openClient(t, limits),
		template: null,
		redact: text => text,
		...changes,
	};
}

export const deaf: DownloadListener = {onBytes: () => undefined, onPause: () => undefined};

type SaveOptions = {readonly listener?: DownloadListener; readonly signal?: AbortSignal};

export async function save(
	request: DownloadRequest,
	tools: SaveContext,
	{listener = deaf, signal = new AbortController().signal}: SaveOptions = {},
): Promise<SaveResult> {
	return saveOutput(request, tools, listener, signal);
}

type HostOptions = SaveOptions & {
	readonly request?: Partial<DownloadRequest>;
	readonly tools?: Partial<SaveContext>;
};

/** Starts a host that serves `file`, or calls it for each request if it is a function. */
export async function startHost(t: Scope, file: FileSetUp | MediaHandler): Promise<MediaServer> {
	return startMedia(t, typeof file === 'function' ? file : interrupted(file, {}));
}

/** Responds to each request in the same way. */
export function respond(
	status: number,
	headers: OutgoingHttpHeaders = {},
	body: string | Uint8Array = '',
): MediaHandler {
	return (_request, response) => {
		response.writeHead(status, headers).end(body);
	};
}

/** Serves a file whole, or the requested range of it. */
export function serve(body: Uint8Array, type = 'application/octet-stream'): MediaHandler {
	return interrupted({body, headers: {'content-type': type}}, {});
}

/** Serves a file, with the interruption `how` in the first `times` responses. */
export function interrupted(
	file: FileSetUp,
	how: Pick<FileSetUp, 'cutAfter' | 'holdAfter'>,
	times = 1,
): MediaHandler {
	return (request, response, count) => {
		serveFile(request, response, {...file, ...(count <= times ? how : {})});
	};
}

/**
 * Starts a host like `startHost`, and creates a temporary folder. The returned `save` and `failure` download from the
 * host into this folder.
 */
export async function openHost(t: Scope, file: FileSetUp | MediaHandler) {
	const folder = temporaryFolder(t);
	const media = await startHost(t, file);
	const saveFrom = async (
		path = '/a.png',
		{request, tools, ...options}: HostOptions = {},
	): Promise<SaveResult> =>
		save(orderFor(media.address(path), request), testTools(t, folder, tools), options);
	return {
		...media,
		folder,
		save: saveFrom,
		failure: async (...parameters: Parameters<typeof saveFrom>) =>
			failureOf(saveFrom(...parameters)),
	};
}

/**
 * Waits for a download that must fail, and returns its failure. Throws if it succeeds. Rethrows an error that is no
 * `DownloadError`.
 */
export async function failureOf(saving: Promise<unknown>): Promise<DownloadError['why']> {
	try {
		await saving;
	} catch (error) {
		if (error instanceof DownloadError) {
			return error.why;
		}

		throw error;
	}

	throw new Error('it was saved');
}

/**
 * Saves the outputs with these keys in a process of its own, and waits for its first line. Kills it when `moment`
 * resolves; if `moment` is null, lets it finish. Returns its exit code, or null if it was killed.
 */
export async function saveInProcess(
	t: Scope,
	{folder, origin, keys}: {folder: string; origin: string; keys: readonly string[]},
	moment: (() => Promise<void>) | null,
): Promise<number | null> {
	const script = join(import.meta.dirname, 'kill-worker.ts');
	const worker = spawn(node, ['--import', 'tsx', script, folder, origin, ...keys], {
		cwd: root,
		env: testEnvironment(),
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const ended = once(worker, 'close') as Promise<[number | null]>;
	t.after(() => {
		worker.kill('SIGKILL');
	});
	await Promise.race([once(createInterface(worker.stdout), 'line'), ended]);

	if (moment !== null) {
		await moment();
		worker.kill('SIGKILL');
	}

	const [code] = await ended;
	return code;
}

/** Returns the names of the files in a folder, in alphabetical order. */
export function namesIn(folder: string): readonly string[] {
	return readdirSync(folder).toSorted();
}

/** Like `namesIn`, but without the files that are not saved yet. These have `.part` in their names. */
export function finalNamesIn(folder: string): readonly string[] {
	return namesIn(folder).filter(name => !name.includes('.part'));
}

export function onlyFile(folder: string): {readonly name: string; readonly bytes: Uint8Array} {
	const [name = '', ...more] = namesIn(folder);

	if (more.length > 0) {
		throw new Error(`there are more files: ${more.join(', ')}`);
	}

	return {name, bytes: new Uint8Array(readFileSync(join(folder, name)))};
}
