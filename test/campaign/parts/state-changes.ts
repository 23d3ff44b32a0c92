import assert from 'node:assert/strict';
import {readdirSync} from 'node:fs';
import {join} from 'node:path';
import {temporaryFolder} from '../../helpers/program.ts';
import {bundleWriter, changesIn, open, write} from '../../storage/stored.ts';
import type {Part} from '../part.ts';

const processes = 16;
/** In all 4,000 in a round: two sets keep 2,000 ids each. */
const changesPerProcess = 250;
const maxRounds = 20;
const whole = processes * changesPerProcess * maxRounds;

/**
 * Sixteen processes change one state file at the same time. In every other round, one of them is killed. Asserts that
 * no change is lost that a process reported as stored.
 */
export const part: Part = {
	whole,
	async run({share, chance, results, figure, scope}) {
		const count = share(whole);
		const rounds = Math.min(maxRounds, Math.max(1, Math.round(count / (processes * 25))));
		const each = Math.max(1, Math.round(count / (processes * rounds)));
		let killed = 0;

		const folder = temporaryFolder(scope);
		const writer = await bundleWriter(scope);

		for (let round = 0; round < rounds; round++) {
			const place = join(folder, `round-${round}`);
			// One process is killed in every other round.
			const victim = round % 2 === 1 ? chance.between(0, processes - 1) : null;
			killed += victim === null ? 0 : 1;
			const reported = await Promise.all(
				Array.from({length: processes}, async (_, index) => {
					const killAfter = index === victim ? each / 2 : Infinity;
					return write(writer, place, `r${round}p${index}`, each, {killAfter});
				}),
			);
			const {storage, troubles} = await open(place);
			const stored = changesIn(storage);
			assert.deepEqual(troubles, []);

			for (const id of reported.flat()) {
				results.case(id, () => {
					assert.ok(stored.has(id), 'a stored change is lost');
				});
			}

			await storage.close();
			assert.deepEqual(readdirSync(place), ['state.db'], 'another file is left');
		}
		figure('processes', processes);
		figure('killed', killed);
	},
};
