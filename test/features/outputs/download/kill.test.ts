import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setImmediate, setTimeout} from 'node:timers/promises';
import {test} from 'node:test';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {node, root, testEnvironment, temporaryFolder} from '../../../helpers/program.ts';
import {namesIn, run} from './set-up.ts';

const script = join(import.meta.dirname, 'kill-worker.ts');
const kills = 10;
const small = Array.from({length: 40}, (_, index) => `small${index}`);
const keys = ['large', ...small];

const bodies = new Map(
	[...keys, 'last'].map(key => [
		key,
		key.startsWith('la') ? patternBytes(2_000_000, 1) : patternBytes(3000, key.length),
	]),
);

function bodyOf(key: string): Uint8Array {
	return bodies.get(key) ?? new Uint8Array();
}

test('killed at any moment: no incomplete file has a final name, and the next start resumes (F6, F7)', async t => {
	const folder = temporaryFolder(t);
	const media = await startMedia(t, (request, response) => {
		const key = /^\/(\w+)\.bin$/.exec(request.url ?? '')?.[1] ?? '';
		serveFile(request, response, {
			body: bodyOf(key),
			...(key.startsWith('la') ? {drip: {bytes: 40_000, ms: 12}} : {}),
		});
	});

	/**
	 * Asserts that every file with a final name is complete, and returns their number. Files that are not saved yet
	 * have `.part` in their names.
	 */
	function look(): number {
		const names = namesIn(folder).filter(name => !name.includes('.part'));

		for (const name of names) {
			const key = /-(large|last|small\d+)\.bin$/.exec(name)?.[1];
			assert.ok(key !== undefined, name);
			assert.deepEqual(new Uint8Array(readFileSync(join(folder, name))), bodyOf(key), name);
		}

		return names.length;
	}

	/**
	 * Starts the worker and waits for its first line. Kills it when `moment` resolves; if `moment` is null, lets it
	 * finish. Returns its exit code, or null if it was killed.
	 */
	async function work(
		wanted: readonly string[],
		moment: (() => Promise<void>) | null,
	): Promise<number | null> {
		const worker = spawn(node, ['--import', 'tsx', script, folder, media.origin, ...wanted], {
			cwd: root,
			env: testEnvironment(),
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const ended = once(worker, 'close') as Promise<[number | null]>;
		t.after(() => worker.kill('SIGKILL'));
		await Promise.race([once(createInterface(worker.stdout), 'line'), ended]);

		if (moment !== null) {
			await moment();
			worker.kill('SIGKILL');
		}

		const [code] = await ended;
		return code;
	}

	for (let kill = 0; kill < kills; kill++) {
		await work(keys, async () => setTimeout(20 + Math.round(Math.random() * 330)));
		look();
	}

	assert.equal(await work(keys, null), 0);
	assert.equal(look(), keys.length);
	assert.deepEqual(namesIn(folder), keys.map(key => `${run}-${key}.bin`).toSorted());

	// Once more, certainly in the middle.
	const part = join(folder, `${run}-last.part`);
	await work(['last'], async () => {
		while (!existsSync(part) || statSync(part).size === 0) {
			await setImmediate();
		}
	});
	const there = statSync(part).size;
	assert.equal(await work(['last'], null), 0);
	assert.equal(media.requests.at(-1)?.headers.range, `bytes=${there}-`);
	assert.equal(look(), keys.length + 1);
});
