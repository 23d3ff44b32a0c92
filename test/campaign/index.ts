import {parseArgs} from 'node:util';
import {runPart} from './part.ts';

/** The files in `parts`, in the order of the table in docs/RELIABILITY.md. */
const partNames = [
	'malformed',
	'mutations',
	'escapes',
	'characters',
	'splits',
	'pictures',
	'network',
	'nth-operation',
	'soak',
	'soak-real',
	'size',
	'costly',
	'exits',
	'gone',
	'suspends',
	'resizes',
	'random-keys',
	'state-changes',
	'downloads',
	'outputs',
	'hung-calls',
	'recordings',
	'stdout-fails',
	'list-fails',
	'secrets',
	'network-secrets',
	'defects',
	'source-mutations',
];

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
