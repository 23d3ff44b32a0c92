import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readdirSync} from 'node:fs';
import * as nodeFiles from 'node:fs/promises';
import {join} from 'node:path';
import {text} from 'node:stream/consumers';
import {build} from 'esbuild';
import {idSets} from '../../../source/storage/changes.ts';
import {openStorage} from '../../../source/storage/storage.ts';
import {systemClock} from '../../../source/core/time/system-clock.ts';
import {node, root, temporaryFolder} from '../../helpers/program.ts';
import type {Part} from '../part.ts';

const processes = 16;
const changesPerProcess = 500;
const maxRounds = 10;
const whole = processes * changesPerProcess * maxRounds;

/** Sixteen processes change one state file at the same time, and some are killed: no stored change is lost (J1, J2). */
export const stateChanges: Part = {
	name: 'state-changes',
	whole,
	async run({share, chance, results, figure, scope}) {
		const count = share(whole);
		const rounds = Math.min(maxRounds, Math.max(1, Math.round(count / (processes * 25))));
		const each = Math.max(1, Math.round(count / (processes * rounds)));
		let killed = 0;

		const folder = temporaryFolder(scope);
		const writer = join(folder, 'writer.mjs');
		await build({
			entryPoints: [join(root, 'test', 'campaign', 'state-writer.ts')],
			bundle: true,
			platform: 'node',
			format: 'esm',
			outfile: writer,
			logLevel: 'error',
		});

		for (let round = 0; round < rounds; round++) {
			const place = join(folder, `round-${round}`);
			// One process is killed in every other round.
			const victim = round % 2 === 1 ? chance.between(0, processes - 1) : null;
			killed += victim === null ? 0 : 1;
			const reported = await Promise.all(
				Array.from({length: processes}, async (_, index) => {
					const args = [writer, place, `r${round}p${index}`, String(each)];
					return write(args, index === victim ? each / 2 : Infinity);
				}),
			);
			const stored = await read(place);

			for (const id of reported.flat()) {
				results.case(id, () => {
					assert.ok(stored.has(id), 'a stored change is lost');
				});
			}

			const names = readdirSync(place).filter(
				name => !/^state\.json(?:\.lock|\..*\.tmp)?$/.test(name),
			);
			assert.deepEqual(names, [], 'a file was moved aside');
		}
		figure('processes', processes);
		figure('killed', killed);
	},
};

/** Returns the stored changes in the format of the writer. */
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

/** Returns the changes that a process reported as stored. Kills it after a number of lines. */
async function write(args: readonly string[], killAfter: number): Promise<readonly string[]> {
	const child = spawn(node, args, {stdio: ['ignore', 'pipe', 'pipe']});
	const stderr = text(child.stderr);
	let stdout = '';
	child.stdout.on('data', (chunk: Buffer) => {
		stdout += chunk.toString();

		if (stdout.split('\n').length > killAfter) {
			child.kill('SIGKILL');
		}
	});
	await once(child, 'close');
	assert.equal(await stderr, '');
	return stdout.split('\n').slice(0, -1);
}
