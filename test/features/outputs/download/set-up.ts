import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import type {OutgoingHttpHeaders} from 'node:http';
import {join} from 'node:path';
import type {DownloadRequest} from '../../../../source/core/output/download.ts';
import type {Output, OutputProblem} from '../../../../source/core/output/output.ts';
import {systemClock, type Clock} from '../../../../source/core/time/clock.ts';
import {outputProblemOf} from '../../../../source/features/outputs/download/errors.ts';
import {
	mediaClient,
	plainAccess,
} from '../../../../source/features/outputs/download/media-client.ts';
import {
	saveOutput,
	type SaveContext,
} from '../../../../source/features/outputs/download/save-output.ts';
import {newRun} from '../../../../source/features/runs/index.ts';
import {
	serveFile,
	startMedia,
	type FileSetUp,
	type MediaHandler,
} from '../../../helpers/media-server.ts';
import {temporaryFolder, type Scope} from '../../../helpers/program.ts';
import {output, name as textOf} from '../../../helpers/values.ts';

export const run = 'wfrun_0123456789abcdef0123';

type OutputChanges = Partial<Omit<Output, 'key'>> & {readonly key?: string};

/** A request of a picture, with changes of its output. */
export function requestOf(
	address: URL,
	{key = 'n9_images', ...changes}: OutputChanges = {},
): DownloadRequest {
	const made = {...output(key, address.href), ...changes};
	return {run: newRun(textOf(run), 0), output: made, label: null};
}

/** Real time, but pauses take none. */
export const hastyClock: Clock = {
	...systemClock,
	after: (_pause, callback) => systemClock.after(0, callback),
};

type HostOptions = {readonly output?: OutputChanges; readonly context?: Partial<SaveContext>};

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

/** Starts a host that serves `file`, or calls it for each request. `save` and `failure` download into a new folder. */
export async function openHost(t: Scope, file: FileSetUp | MediaHandler) {
	const folder = temporaryFolder(t);
	const media = await startMedia(t, typeof file === 'function' ? file : interrupted(file, {}));
	const save = async (path = '/a.png', {output: changes, context}: HostOptions = {}) =>
		saveOutput(requestOf(media.address(path), changes), {
			folder,
			template: null,
			getMedia: mediaClient({...plainAccess, allowsLocal: true}),
			redact: text => text,
			clock: hastyClock,
			renew: async () => null,
			onProgress() {},
			signal: new AbortController().signal,
			...context,
		});
	return {
		...media,
		folder,
		save,
		failure: async (...parameters: Parameters<typeof save>) => failureOf(save(...parameters)),
	};
}

/** Waits for something that must fail because of a host or the disk, and returns why. */
export async function failureOf(saving: Promise<unknown>): Promise<OutputProblem> {
	const result = await saving.then(() => null, outputProblemOf);
	assert.ok(result !== null, 'it was saved');
	return result;
}

/** Returns the names of the files in a folder, in alphabetical order. */
export function namesIn(folder: string): readonly string[] {
	return readdirSync(folder).toSorted();
}

export function onlyFile(folder: string): {readonly name: string; readonly bytes: Uint8Array} {
	const [name = '', ...more] = namesIn(folder);

	assert.deepEqual(more, []);
	return {name, bytes: new Uint8Array(readFileSync(join(folder, name)))};
}
