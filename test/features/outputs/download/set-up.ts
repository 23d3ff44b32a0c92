import {readdirSync, readFileSync} from 'node:fs';
import type {OutgoingHttpHeaders} from 'node:http';
import {join} from 'node:path';
import type {TestContext} from 'node:test';
import {
	downloadId,
	type DownloadFailure,
	type DownloadRequest,
} from '../../../../source/core/output/download.ts';
import type {Output} from '../../../../source/core/output/output.ts';
import {systemClock} from '../../../../source/core/time/system-clock.ts';
import {downloadFailureOf} from '../../../../source/features/outputs/download/errors.ts';
import {
	openMediaClient,
	plainAccess,
	type MediaClient,
} from '../../../../source/features/outputs/download/media-client.ts';
import {
	saveOutput,
	type SaveContext,
	type SavePhase,
	type SaveResult,
} from '../../../../source/features/outputs/download/save-output.ts';
import {newRun} from '../../../../source/features/runs/index.ts';
import {
	serveFile,
	startMedia,
	type FileSetUp,
	type MediaHandler,
	type MediaServer,
} from '../../../helpers/media-server.ts';
import {temporaryFolder, type Scope} from '../../../helpers/program.ts';
import {output, name as textOf} from '../../../helpers/values.ts';

export const run = 'wfrun_0123456789abcdef0123';

export type OrderChanges = Partial<Omit<Output, 'key'>> & {
	readonly key?: string;
	readonly trustsLength?: boolean;
};

/** A request of a picture, with changes of its output. */
export function orderFor(
	address: URL,
	{key = 'n9_images', trustsLength = false, ...changes}: OrderChanges = {},
): DownloadRequest {
	const made = {...output(key, address.href), ...changes};
	return {
		id: downloadId(run, key),
		run: newRun(textOf(run), 0),
		output: made,
		label: null,
		trustsLength,
	};
}

/** A client with short timeouts. It is closed after the test. */
export function openClient(t: Pick<TestContext, 'after'>): MediaClient {
	const media = openMediaClient(() => ({...plainAccess, allowsLocal: true}), 300);
	t.after(async () => media.close());
	return media;
}

/** What saving a file needs, with short pauses. Its client is closed after the test. */
export function saveContext(
	t: Pick<TestContext, 'after'>,
	folder: string,
	changes: Partial<SaveContext> = {},
): SaveContext {
	return {
		folder,
		clock: systemClock,
		maxBytes: 2 ** 30,
		retryMs: 1,
		media: openClient(t),
		template: null,
		redact: text => text,
		renew: async () => null,
		...changes,
	};
}

type HostOptions = {
	readonly request?: OrderChanges;
	readonly context?: Partial<SaveContext>;
	readonly report?: (phase: SavePhase) => void;
	readonly signal?: AbortSignal;
};

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

/** Starts a host that serves `file`, or calls it for each request if it is a function. */
export async function startHost(t: Scope, file: FileSetUp | MediaHandler): Promise<MediaServer> {
	return startMedia(t, typeof file === 'function' ? file : interrupted(file, {}));
}

/**
 * Starts a host like `startHost`, and creates a temporary folder. The returned `save` and `failure` download from the
 * host into this folder.
 */
export async function openHost(t: Scope, file: FileSetUp | MediaHandler) {
	const folder = temporaryFolder(t);
	const media = await startHost(t, file);
	const save = async (
		path = '/a.png',
		{request, context, report = () => undefined, signal}: HostOptions = {},
	): Promise<SaveResult> =>
		saveOutput(
			orderFor(media.address(path), request),
			saveContext(t, folder, context),
			report,
			signal ?? new AbortController().signal,
		);
	return {
		...media,
		folder,
		save,
		failure: async (...parameters: Parameters<typeof save>) => failureOf(save(...parameters)),
	};
}

/** Waits for something that must fail because of a host or the disk, and returns the failure. */
export async function failureOf(saving: Promise<unknown>): Promise<DownloadFailure> {
	const result = await saving.then(
		() => null,
		(error: unknown) => downloadFailureOf(error),
	);

	if (result === null) {
		throw new Error('it was saved');
	}

	return result;
}

/** Returns the names of the files in a folder, in alphabetical order. */
export function namesIn(folder: string): readonly string[] {
	return readdirSync(folder).toSorted();
}

export function onlyFile(folder: string): {readonly name: string; readonly bytes: Uint8Array} {
	const [name = '', ...more] = namesIn(folder);

	if (more.length > 0) {
		throw new Error(`there are more files: ${more.join(', ')}`);
	}

	return {name, bytes: new Uint8Array(readFileSync(join(folder, name)))};
}
