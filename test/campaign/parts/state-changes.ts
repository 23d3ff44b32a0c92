import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import * as nodeFiles from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build} from 'esbuild';
import {idSets} from '../../../source/storage/changes.ts';
import {openStorage} from '../../../source/storage/storage.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {node, root} from '../../helpers/program.ts';
import type {Part} from '../part.ts';

const processes = 16;
const changesOfOne = 500;
const rounds = 10;
const whole = processes * changesOfOne * rounds;

/** Sixteen processes change one list at the same time, and none of them loses anything, nor does who is killed (J1, J2). */
export const stateChanges: Part = {
	name: 'state-changes',
	whole,
	async run({share, chance, results, figure}) {
		const folder = mkdtempSync(join(tmpdir(), 'chenyu-top-campaign-'));
		const writer = join(folder, 'writer.mjs');
		await build({
			entryPoints: [join(root, 'test', 'campaign', 'state-writer.ts')],
			bundle: true,
			platform: 'node',
			format: 'esm',
			outfile: writer,
			logLevel: 'error',
		});
		const count = share(whole);
		const roundsToDo = Math.min(rounds, Math.max(1, Math.round(count / (processes * 25))));
		const each = Math.max(1, Math.round(count / (processes * roundsToDo)));
		let killed = 0;

		try {
			for (let round = 0; round < roundsToDo; round++) {
				const place = join(folder, `round-${round}`);
				// In every other round one of them is killed on the way.
				const victim = round % 2 === 1 ? chance.between(0, processes - 1) : null;
				killed += victim === null ? 0 : 1;
				const said = await Promise.all(
					Array.from({length: processes}, async (_, index) =>
						write(
							writer,
							place,
							`r${round}p${index}`,
							each,
							index === victim ? each / 2 : Infinity,
						),
					),
				);
				const kept = await read(place);

				for (const id of said.flat()) {
					results.case(id, () => {
						assert.ok(kept.has(id), 'a change that was kept is gone');
					});
				}

				const names = readdirSync(place).filter(
					name => !/^state\.json(?:\.lock|\..*\.tmp)?$/.test(name),
				);
				assert.deepEqual(names, [], 'a file was moved aside');
			}
		} finally {
			figure('processes', processes);
			figure('killed', killed);
			rmSync(folder, {recursive: true, force: true});
		}
	},
};

/** What is kept, each as the writer said it. */
async function read(folder: string): Promise<ReadonlySet<string>> {
	const {saved} = await openStorage({
		folder,
		service: 'https://example.com/',
		files: nodeFiles,
		clock: systemClock,
		random: Math.random,
		onTrouble(trouble) {
			throw new Error(JSON.stringify(trouble));
		},
	});
	return new Set(idSets.flatMap(set => [...saved[set]].map(id => `${set} ${id}`)));
}

/** What a process said that it has kept. It is killed when it has said `killAfter` lines. */
async function write(
	writer: string,
	folder: string,
	name: string,
	count: number,
	killAfter: number,
): Promise<readonly string[]> {
	const child = spawn(node, [writer, folder, name, String(count)], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let said = '';
	let complaints = '';
	child.stderr.on('data', (chunk: Buffer) => {
		complaints += chunk.toString();
	});
	child.stdout.on('data', (chunk: Buffer) => {
		said += chunk.toString();

		if (said.split('\n').length > killAfter) {
			child.kill('SIGKILL');
		}
	});
	await once(child, 'close');
	assert.equal(complaints, '');
	return said.split('\n').slice(0, -1);
}
