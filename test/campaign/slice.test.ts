import assert from 'node:assert/strict';
import test from 'node:test';
import {runPart, type PartOptions} from './part.ts';

/**
 * Parts of the campaign (folder `parts`), with the share of their cases to run, once with a constant seed and once
 * with a random one. To reproduce a failure, run `npm run campaign -- --part NAME --scale SCALE --seed SEED`.
 * `soak-real` and `source-mutations` are left out: they take too long.
 */
const slices: Readonly<Record<string, Omit<PartOptions, 'seed'>>> = {
	malformed: {scale: 0.005},
	mutations: {scale: 0.002},
	escapes: {scale: 0.004},
	characters: {scale: 1},
	splits: {scale: 0.1},
	pictures: {scale: 0.006},
	network: {scale: 0.015},
	'nth-operation': {scale: 0.1},
	soak: {scale: 0.002},
	outputs: {scale: 0.02},
	recordings: {scale: 0.01},
	'list-fails': {scale: 0.1},
	secrets: {scale: 0.005},
	'network-secrets': {scale: 0.05},
};

/** Slow parts, which run only with the random seed. */
const slowSlices: typeof slices = {
	size: {scale: 0.002},
	costly: {scale: 0.01},
	exits: {scale: 0.006},
	gone: {scale: 0.05},
	suspends: {scale: 0.008},
	resizes: {scale: 0.02},
	'random-keys': {scale: 0.008},
	'state-changes': {scale: 0.003},
	downloads: {scale: 0.05},
	'hung-calls': {
		scale: 1,
		only: /^((lstat|rename|link|file\.(write|sync|close)) --timeout|link SIGTERM|lstat (ctrl\+c|q))$/,
	},
	'stdout-fails': {scale: 0.05},
	defects: {scale: 0.02, only: /^(?:prose is not|the key is not redacted in|an unknown status)/},
};

const random = Date.now() % 1_000_000;

for (const [name, options] of Object.entries({...slices, ...slowSlices})) {
	for (const seed of name in slices ? [1, random] : [random]) {
		test(`a slice of the campaign: ${name}, seed ${seed}`, async t => {
			const result = await runPart(name, {...options, seed});
			t.diagnostic(JSON.stringify(result));
			assert.ok(result.ok, `${result.failed} of ${result.cases}:\n${result.examples.join('\n')}`);
		});
	}
}
