import {readdirSync} from 'node:fs';
import {basename, join} from 'node:path';
import {parseArgs} from 'node:util';
import {runPart} from './part.ts';

const partNames = readdirSync(join(import.meta.dirname, 'parts'))
	.map(file => basename(file, '.ts'))
	.toSorted();

/**
 * `npm run campaign`: runs the parts in sequence and prints a JSON line for each. Exits with 1 after a failure. The
 * same seed gives the same cases.
 */
const {values} = parseArgs({
	options: {
		part: {type: 'string', multiple: true},
		scale: {type: 'string', default: '1'},
		only: {type: 'string'},
		seed: {type: 'string', default: String(Date.now() % 1_000_000)},
	},
});
const scale = Number(values.scale);
const seed = Number(values.seed);
const only = values.only === undefined ? null : new RegExp(values.only);

if (!(scale > 0 && scale <= 1) || !Number.isInteger(seed)) {
	throw new RangeError('--scale is more than 0 and at most 1, --seed a whole number');
}

for (const name of values.part ?? partNames) {
	if (!partNames.includes(name)) {
		throw new RangeError(`there is no part "${name}"; there are ${partNames.join(', ')}`);
	}

	process.stderr.write(`${name}, scale ${scale}, seed ${seed}\n`);
	const result = await runPart(name, {seed, scale, only});
	process.stdout.write(`${JSON.stringify(result)}\n`);

	if (!result.ok) {
		process.exitCode = 1;
	}
}
