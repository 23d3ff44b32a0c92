import {randomUUID} from 'node:crypto';
import type * as nodeFiles from 'node:fs/promises';
import {errorCode, nullIfMissing} from '../core/error-code.ts';
import type {Clock, Duration} from '../core/time/clock.ts';

/** A lock file older than this is stale. A process holds the lock for milliseconds, so its owner must have died. */
const staleAfter: Duration = 10_000;
const lockTimeoutMs: Duration = 15_000;
const minWaitMs: Duration = 2;
const maxWaitMs: Duration = 25;

type LockFiles = Pick<typeof nodeFiles, 'readFile' | 'stat' | 'unlink' | 'writeFile'>;

export type LockOptions = {
	readonly files: LockFiles;
	readonly clock: Clock;
	readonly random: () => number;
};

/** The error if this process did not get the lock within `lockTimeoutMs`. */
export class LockedError extends Error {
	override readonly name = 'LockedError';
}

/**
 * Runs `work` while this process holds the lock file at `path`. Rejects with a `LockedError` or the error of `work`.
 */
export async function withLock<Result>(
	path: string,
	tools: LockOptions,
	work: () => Promise<Result>,
): Promise<Result> {
	const {files} = tools;
	const token = await acquire(path, tools);

	try {
		return await work();
	} finally {
		if ((await nullIfMissing(files.readFile(path, 'utf8'))) === token) {
			await files.unlink(path);
		}
	}
}

async function acquire(path: string, tools: LockOptions): Promise<string> {
	const {files, clock, random} = tools;
	const token = randomUUID();
	const end = clock.monotonic() + lockTimeoutMs;

	while (!(await create(path, token, files))) {
		if (clock.monotonic() > end) {
			throw new LockedError('another process holds the lock');
		}

		await removeStale(path, tools);
		await pause(clock, minWaitMs + (maxWaitMs - minWaitMs) * random());
	}

	return token;
}

/** Creates a file. Returns false if it already exists. */
async function create(path: string, text: string, files: LockFiles): Promise<boolean> {
	try {
		await files.writeFile(path, text, {flag: 'wx', mode: 0o600});
		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return false;
		}

		// On a full disk the file is created, but stays empty. It would hold up the next try until it is stale.
		if ((error as NodeJS.ErrnoException).syscall !== 'open') {
			await nullIfMissing(files.unlink(path));
		}

		throw error;
	}
}

/**
 * Removes the lock file if it is stale, but first creates a guard file (`guard`). Otherwise two processes could find
 * the lock stale, and the slower one would remove the lock file that the faster one has just created.
 */
async function removeStale(path: string, tools: LockOptions): Promise<void> {
	const {files} = tools;

	if (!(await isStale(path, tools))) {
		return;
	}

	const guard = `${path}.takeover`;

	if (!(await create(guard, '', files))) {
		if (await isStale(guard, tools)) {
			await nullIfMissing(files.unlink(guard));
		}

		return;
	}

	try {
		if (await isStale(path, tools)) {
			await nullIfMissing(files.unlink(path));
		}
	} finally {
		await nullIfMissing(files.unlink(guard));
	}
}

async function isStale(path: string, {files, clock}: LockOptions): Promise<boolean> {
	const status = await nullIfMissing(files.stat(path));
	return status !== null && Math.abs(clock.now() - status.mtimeMs) > staleAfter;
}

async function pause(clock: Clock, duration: Duration): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<void>();
	clock.after(duration, resolve);
	await promise;
}
