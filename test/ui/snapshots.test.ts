import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {suite, test} from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {cellWidth} from '../../source/terminal/width.ts';
import {appearance} from '../helpers/sample.ts';
import {drawPage, pages} from './gallery.tsx';
import {allViews, folder, inAscii, snapshots} from './snapshots.ts';

const made = snapshots();

suite('snapshots of the screen; npm run snapshots writes them anew', () => {
	for (const [name, text] of made) {
		test(name, () => {
			assert.equal(text, readFileSync(join(folder, name), 'utf8'));
		});
	}
});

test('ascii: only external text is beyond ASCII', () => {
	const written = ['../helpers/sample-state.ts', '../helpers/sample-history.ts', 'snapshots.ts']
		.map(name => readFileSync(join(import.meta.dirname, name), 'utf8'))
		.join('');
	const ofService = new Set(written);
	const drawn = inAscii(allViews);
	const ours = [...new Set(drawn)].filter(
		character => character > '~' && !ofService.has(character),
	);
	assert.deepEqual(ours, []);
	assert.ok(drawn.includes('国风人像'), 'what a service wrote stays as it is');
});

for (const [name, page] of Object.entries(pages)) {
	test(`the page of ${name} fits every width`, () => {
		for (const columns of [20, 60, 120]) {
			const rows = stripVTControlCharacters(drawPage(page, columns, appearance())).split('\n');
			assert.ok(rows.some(row => row.trim() !== ''));
			assert.ok(
				rows.every(row => cellWidth(row) <= columns),
				rows.join('\n'),
			);
		}
	});
}
