import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {setImmediate, setTimeout} from 'node:timers/promises';
import {patternBytes, serveFile, startMedia} from '../../../helpers/media-server.ts';
import {temporaryFolder} from '../../../helpers/program.ts';
import {finalNamesIn, namesIn, run, saveInProcess} from './set-up.ts';

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

	/** Asserts that every file with a final name is complete, and returns their number. */
	function look(): number {
		const names = finalNamesIn(folder);

		for (const name of names) {
			const key = /-(large|last|small\d+)\.bin$/.exec(name)?.[1];
			assert.ok(key !== undefined, name);
			assert.deepEqual(new Uint8Array(readFileSync(join(folder, name))), bodyOf(key), name);
		}

		return names.length;
	}

	const work = async (wanted: readonly string[], moment: (() => Promise<void>) | null) =>
		saveInProcess(t, {folder, origin: media.origin, keys: wanted}, moment);

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
