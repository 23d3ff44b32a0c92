import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {cellWidth} from '../../source/terminal/width.ts';
import {folder, snapshots} from './snapshots.ts';

const made = snapshots();

suite('snapshots of the screen; npm run snapshots writes them anew', () => {
	for (const [name, text] of made) {
		test(name, () => {
			assert.equal(text, readFileSync(join(folder, name), 'utf8'));
		});
	}

	test('there are no others', () => {
		assert.deepEqual(readdirSync(folder).sort(), [...made.keys()].sort());
	});

	test('every row of them is as wide as its size says', () => {
		for (const [name, text] of made) {
			const columns = Number(/(\d+)x/.exec(name)?.[1]);
			const rows = text.split('\n').filter(line => line !== '' && !line.startsWith('# '));
			assert.ok(rows.length > 0 && rows.every(row => cellWidth(row) === columns + 1), name);
		}
	});
});
