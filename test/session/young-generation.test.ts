import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import test from 'node:test';
import {root} from '../helpers/program.ts';

/**
 * A script that keeps many new lists alive, so that V8's heap for new objects (the young generation) grows. Prints
 * the size of this heap in MiB.
 */
const survivors = `
const {getHeapSpaceStatistics} = await import('node:v8');
let alive = [];
for (let round = 0; round < 400; round++) {
	alive = [...alive.slice(-40), Array.from({length: 5000}, (_, index) => ({index}))];
}
const young = getHeapSpaceStatistics().find(space => space.space_name === 'new_space');
console.log(young.space_size / 2 ** 20);`;

function sizeAfter(before: string): number {
	const file = join(root, 'source', 'session', 'screen', 'screen-session.ts');
	const {stdout, stderr} = spawnSync(
		process.execPath,
		[
			// With threads, the growth depends on how busy the machine is.
			'--single-threaded-gc',
			'--import',
			'tsx',
			'--input-type=module',
			'--eval',
			`const {keepYoungGenerationSmall} = await import(${JSON.stringify(file)});${before};${survivors}`,
		],
		{cwd: root, encoding: 'utf8'},
	);
	assert.equal(stderr, '');
	return Number(stdout);
}

test('the young generation stops growing, and V8 prints nothing', () => {
	const grown = sizeAfter('');
	const kept = sizeAfter('keepYoungGenerationSmall()');
	assert.ok(grown > kept, `${grown} MiB against ${kept} MiB`);
});
