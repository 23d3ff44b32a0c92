import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {utimesSync} from 'node:fs';
import * as nodeFiles from 'node:fs/promises';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {build} from 'esbuild';
import {withMember, type StorageProblem} from '../../source/core/saved-state.ts';
import {systemClock} from '../../source/core/time/system-clock.ts';
import {idSets, type IdSet} from '../../source/storage/changes.ts';
import {openStorage, type Storage} from '../../source/storage/storage.ts';
import type {StorageFiles} from '../../source/storage/stored-file.ts';
import {node, root, temporaryFolder, type Scope} from '../helpers/program.ts';

/** Opens the storage in a folder. Problems are added to `troubles` when they occur. */
export async function open(
	folder: string | null,
	files: StorageFiles = nodeFiles,
	service = 'https://example.com/',
) {
	const troubles: StorageProblem[] = [];
	const storage = await openStorage({
		folder,
		service,
		files,
		clock: systemClock,
		random: Math.random,
		onTrouble: trouble => troubles.push(trouble),
	});
	return {storage, troubles};
}

/** Saves one more run in a set. */
export async function add(storage: Storage, id: string, set: IdSet = 'watched'): Promise<void> {
	const {saved} = storage;
	storage.save({...saved, [set]: withMember(saved[set], id, true)});
	await storage.flushed();
}

/** Returns the saved changes as `writer.ts` prints them: the set and the run, such as `watched a-0`. */
export function changesIn({saved}: Storage): ReadonlySet<string> {
	return new Set(idSets.flatMap(set => [...saved[set]].map(id => `${set} ${id}`)));
}

/**
 * Makes the lock file in a folder old. The next process then assumes that the owner of the lock is dead, and takes
 * the lock over.
 */
export function makeLockOld(folder: string): void {
	try {
		utimesSync(join(folder, 'state.json.lock'), 1000, 1000);
	} catch {
		// There was no lock.
	}
}

/** Bundles `writer.ts`, which tests start in up to sixteen processes: a bundle starts faster. Returns its path. */
export async function bundleWriter(scope: Scope): Promise<string> {
	const outfile = join(temporaryFolder(scope), 'writer.mjs');
	await build({
		entryPoints: [join(root, 'test', 'storage', 'writer.ts')],
		bundle: true,
		platform: 'node',
		format: 'esm',
		outfile,
		logLevel: 'error',
	});
	return outfile;
}

/**
 * Runs `writer` (a bundle of `writer.ts`), which makes `count` changes. Kills it after `killAfter` lines of output.
 * Returns the lines: the changes that it reported as saved.
 */
export async function write(
	writer: string,
	folder: string,
	name: string,
	count: number,
	killAfter = Infinity,
): Promise<readonly string[]> {
	const child = spawn(node, [writer, folder, name, String(count)], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
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
