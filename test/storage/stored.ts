import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {join} from 'node:path';
import {StatementSync, type DatabaseSync} from 'node:sqlite';
import {text} from 'node:stream/consumers';
import {build} from 'esbuild';
import {withMembers, type StorageProblem} from '../../source/core/saved-state.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import type {StorageAccount} from '../../source/storage/database.ts';
import {openStorage, type Storage, type StorageOptions} from '../../source/storage/storage.ts';
import type {StorageConnection} from '../../source/storage/worker-connection.ts';
import {node, root, temporaryFolder, type Scope} from '../helpers/program.ts';

export const idSets = ['watched'] as const;

/** A thread that `call` replaces. */
export function connectTo(
	call: (name: string, ...args: readonly unknown[]) => Promise<unknown>,
	others: Partial<StorageConnection> = {},
): () => StorageConnection {
	const done = async () => undefined;
	return () => ({call: call as StorageConnection['call'], started: done, close: done, ...others});
}

export const account: StorageAccount = {
	service: 'https://example.com/',
	key: 'cy_storage_0123456789abcdef',
};

/** Opens the storage in a folder. Problems are added to `troubles` when they occur. */
export async function open(folder: string | null, options: Partial<StorageOptions> = {}) {
	const troubles: StorageProblem[] = [];
	const storage = await openStorage({
		folder,
		account,
		clock: systemClock,
		isStart: true,
		onTrouble: trouble => troubles.push(trouble),
		...options,
	});
	return {storage, troubles};
}

/** Saves one more run in a set. */
export async function add(
	storage: Storage,
	id: string,
	set: (typeof idSets)[number] = 'watched',
): Promise<void> {
	const {saved} = storage;
	storage.save({...saved, [set]: withMembers(saved[set], [id], true)});
	await storage.flushed();
}

/** Adds a run in a folder, as a whole session of the program. Returns the problems. */
export async function addIn(folder: string, id: string): Promise<readonly StorageProblem[]> {
	const {storage, troubles} = await open(folder);
	await add(storage, id);
	await storage.close();
	return troubles;
}

/** Returns the watched runs that a start of the program finds. */
export async function watchedIn(
	folder: string,
	options: Partial<StorageOptions> = {},
): Promise<readonly string[]> {
	const {storage, troubles} = await open(folder, options);
	assert.deepEqual(troubles, []);
	await storage.close();
	return [...storage.saved.watched];
}

/** Returns the saved changes as `writer.ts` prints them: the set and the run, such as `watched a-0`. */
export function changesIn({saved}: Storage): ReadonlySet<string> {
	return new Set(idSets.flatMap(set => [...saved[set]].map(id => `${set} ${id}`)));
}

/** A database of which the n-th operation (from 0) throws `error`. */
export function failingDatabase(
	database: DatabaseSync,
	nth: number,
	error: () => Error,
): DatabaseSync {
	let calls = 0;

	function failing<Target extends object>(target: Target): Target {
		return new Proxy(target, {
			get(_, name) {
				const value: unknown = Reflect.get(target, name, target);

				if (typeof value !== 'function') {
					return value;
				}

				return (...args: unknown[]): unknown => {
					if (calls++ === nth) {
						throw error();
					}

					const result: unknown = Reflect.apply(value, target, args);
					return result instanceof StatementSync ? failing(result) : result;
				};
			},
		});
	}

	return failing(database);
}

/** Bundles `writer.ts`, which tests start in up to sixteen processes: a bundle starts faster. Returns its path. */
export async function bundleWriter(scope: Scope): Promise<string> {
	const outdir = temporaryFolder(scope);
	await build({
		entryPoints: {
			writer: join(root, 'test', 'storage', 'writer.ts'),
			'storage-worker': join(root, 'source', 'storage', 'storage-worker.ts'),
		},
		bundle: true,
		platform: 'node',
		format: 'esm',
		outdir,
		logLevel: 'error',
	});
	return join(outdir, 'writer.js');
}

type WriteOptions = {
	/** What is changed; default: the saved state. */
	readonly kind?: 'state' | 'history';
	/** The process is killed after this many lines of output. */
	readonly killAfter?: number;
	/** A command that starts Node, with its arguments. */
	readonly command?: readonly string[];
};

/**
 * Runs `writer` (a bundle of `bundleWriter`), which makes `count` changes. Returns its lines: the changes that it
 * reported as saved, and problems.
 */
export async function write(
	writer: string,
	folder: string,
	name: string,
	count: number,
	{kind = 'state', killAfter = Infinity, command = []}: WriteOptions = {},
): Promise<readonly string[]> {
	const [file, ...args] = [...command, node, writer, folder, name, String(count), kind];
	const child = spawn(file, args, {stdio: ['ignore', 'pipe', 'pipe']});
	const errors = text(child.stderr);
	let stdout = '';
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk.toString();

		if (stdout.split('\n').length > killAfter) {
			child.kill('SIGKILL');
		}
	});
	await once(child, 'close');
	assert.equal(await errors, '');
	return stdout.split('\n').slice(0, -1);
}
