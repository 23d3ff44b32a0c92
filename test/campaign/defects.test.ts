import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {root} from '../helpers/program.ts';
import {allDefects} from './defects.ts';

test('every seeded defect fits the source', () => {
	const misfits = allDefects.filter(
		({file, from}) => readFileSync(join(root, file), 'utf8').split(from).length !== 2,
	);
	assert.ok(allDefects.length > 50);
	assert.deepEqual(
		misfits.map(({name, file}) => `${name}: ${file}`),
		[],
	);
});
