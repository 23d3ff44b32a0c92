import {randomUUID} from 'node:crypto';
import type {Clock, Duration} from '../core/time/clock.ts';
import {errorCode, type StorageFiles} from './files.ts';

/** A lock is held for a few milliseconds. One that is this old was left behind by a process that died. */
const staleAfter: Duration = 10_000;
const patience: Duration = 15_000;
const shortestWait: Duration = 2;
const longestWait: Duration = 25;

/** What a lock is taken with. */
export type LockTools = {
	readonly files: StorageFiles;
	readonly clock: Clock;
	readonly random: () => number;
};

/**
 * Does something while no other process holds the lock file at `path`. `work` is given what checks that the lock is
 * still its own: a process that was stopped for longer than a lock may live has lost it. Rejects when the lock cannot
 * be had, or as the work does.
 */
export async function withLock<Result>(
	path: string,
	tools: LockTools,
	work: (check: () => Promise<void>) => Promise<Result>,
): Promise<Result> {
	const {files} = tools;
	const token = await acquire(path, tools);

	try {
		return await work(async () => {
			if (!(await holds(path, token, files))) {
				throw new Error('the lock was lost');
			}
		});
	} finally {
		if (await holds(path, token, files)) {
			await files.unlink(path);
		}
	}
}

async function acquire(path: string, tools: LockTools): Promise<string> {
	const {files, clock, random} = tools;
	const token = randomUUID();
	const end = clock.monotonic() + patience;

	while (!(await create(path, token, files))) {
		if (clock.monotonic() > end) {
			throw new Error('another process holds the lock');
		}

		await removeStale(path, tools);
		await pause(clock, shortestWait + (longestWait - shortestWait) * random());
	}

	return token;
}

/** Makes the file, if there is none. */
async function create(path: string, text: string, files: StorageFiles): Promise<boolean> {
	try {
		const file = await files.open(path, 'wx', 0o600);

		try {
			await file.writeFile(text);
		} finally {
			await file.close();
		}

		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') {
			return false;
		}

		throw error;
	}
}

/**
 * Removes a lock that was left behind. Only who holds the guard may do so, and looks once more then: else the second of
 * two who found it stale would remove the fresh lock of the first.
 */
async function removeStale(path: string, tools: LockTools): Promise<void> {
	const {files} = tools;

	if (!(await isStale(path, tools))) {
		return;
	}

	const guard = `${path}.takeover`;

	if (!(await create(guard, '', files))) {
		if (await isStale(guard, tools)) {
			await remove(guard, files);
		}

		return;
	}

	try {
		if (await isStale(path, tools)) {
			await remove(path, files);
		}
	} finally {
		await remove(guard, files);
	}
}

async function isStale(path: string, {files, clock}: LockTools): Promise<boolean> {
	try {
		const {mtimeMs} = await files.stat(path);
		return Math.abs(clock.now() - mtimeMs) > staleAfter;
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return false;
		}

		throw error;
	}
}

async function holds(path: string, token: string, files: StorageFiles): Promise<boolean> {
	try {
		return (await files.readFile(path, 'utf8')) === token;
	} catch (error) {
		if (errorCode(error) === 'ENOENT') {
			return false;
		}

		throw error;
	}
}

async function remove(path: string, files: StorageFiles): Promise<void> {
	try {
		await files.unlink(path);
	} catch (error) {
		if (errorCode(error) !== 'ENOENT') {
			throw error;
		}
	}
}

async function pause(clock: Clock, duration: Duration): Promise<void> {
	const {promise, resolve} = Promise.withResolvers<undefined>();
	clock.after(duration, () => {
		resolve(undefined);
	});
	await promise;
}
