import {parseArgs} from 'node:util';
import {Chance} from '../helpers/chance.ts';
import {rounds} from './rounds.ts';

/**
 * `npm run fuzz -- [--minutes 2] [--seed N] [--only ROUND]`: treats the built program badly for as long as it is told, and
 * exits with 1 after the first round that went wrong. The same seed gives the same responses, faults and keys.
 */
const {values} = parseArgs({
	options: {
		minutes: {type: 'string', default: '2'},
		seed: {type: 'string', default: String(Date.now() % 1_000_000)},
		only: {type: 'string'},
	},
});
const until = Date.now() + Number(values.minutes) * 60_000;
const selected = Object.entries(rounds).filter(([name]) => [undefined, name].includes(values.only));

if (Number.isNaN(until) || selected.length === 0) {
	throw new RangeError(`--minutes is a number, --only one of: ${Object.keys(rounds).join(', ')}`);
}

for (let seed = Number(values.seed), isFirst = true; isFirst || Date.now() < until; seed++) {
	for (const [name, round] of selected) {
		const cleanUps: (() => void | Promise<void>)[] = [];
		const began = performance.now();

		try {
			await round({after: cleanUp => cleanUps.push(cleanUp)}, new Chance(seed));
			process.stdout.write(`${name} ${seed}: ${Math.round(performance.now() - began)} ms\n`);
		} catch (error) {
			process.stdout.write(`${name} went wrong: npm run fuzz -- --only ${name} --seed ${seed}\n`);
			throw error;
		} finally {
			for (const cleanUp of cleanUps.toReversed()) {
				await cleanUp();
			}
		}
	}

	isFirst = false;
}
