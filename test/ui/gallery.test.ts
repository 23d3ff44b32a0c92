import assert from 'node:assert/strict';
import test from 'node:test';
import {stripVTControlCharacters} from 'node:util';
import {cellWidth} from '../../source/terminal/width.ts';
import {appearance} from '../helpers/sample.ts';
import {drawPage, pages} from './gallery.tsx';

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
