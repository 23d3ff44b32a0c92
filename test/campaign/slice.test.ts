import assert from 'node:assert/strict';
import test from 'node:test';
import {partOf} from './parts.ts';
import {runPart, type PartOptions} from './part.ts';

/**
 * A little of each part of the campaign, with a seed that is always the same and one that is not. What a random seed finds
 * comes again with `npm run campaign -- --part NAME --scale SCALE --seed SEED`. Half an hour of real time is left to the
 * campaign itself.
 */
const slices: Readonly<Record<string, Omit<PartOptions, 'seed'>>> = {
	malformed: {scale: 0.005},
	mutations: {scale: 0.002},
	escapes: {scale: 0.004},
	characters: {scale: 0.02},
	splits: {scale: 0.1},
	pictures: {scale: 0.006},
	network: {scale: 0.015},
	'nth-operation': {scale: 0.1},
	soak: {scale: 0.002},
	outputs: {scale: 0.02},
	recordings: {scale: 0.01},
	'list-fails': {scale: 0.1},
	secrets: {scale: 0.005},
};

/** What starts the built program again and again takes its time, and is done once. */
const slow: typeof slices = {
	size: {scale: 0.002},
	costly: {scale: 0.01},
	exits: {scale: 0.006},
	gone: {scale: 0.05},
	suspends: {scale: 0.008},
	resizes: {scale: 0.02},
	'random-keys': {scale: 0.008},
	'state-changes': {scale: 0.003},
	downloads: {scale: 0.02},
	'hung-calls': {scale: 0.04},
	'stdout-fails': {scale: 0.05},
	defects: {scale: 0.02, only: /^(?:prose is not|the key is not redacted in|an unknown status)/},
};

const random = Date.now() % 1_000_000;

for (const [name, run] of Object.entries(slices)) {
	for (const seed of [1, random]) {
		doPart(name, {...run, seed});
	}
}

for (const [name, run] of Object.entries(slow)) {
	doPart(name, {...run, seed: random});
}

function doPart(name: string, run: PartOptions): void {
	test(`a slice of the campaign: ${name}, seed ${run.seed}`, async t => {
		const result = await runPart(partOf(name), run);
		t.diagnostic(JSON.stringify(result));
		assert.ok(result.ok, `${result.failed} of ${result.cases}:\n${result.examples.join('\n')}`);
	});
}
