import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {root} from '../helpers/program.ts';

test('pictures of the docs are smaller than 400 kB, contain no scripts or links, and only sessions are animated', () => {
	const folder = join(root, 'docs');
	const pictures = globSync('*.svg', {cwd: folder});
	assert.ok(pictures.length > 15);

	for (const name of pictures) {
		const text = readFileSync(join(folder, name), 'utf8');
		assert.ok(Buffer.byteLength(text) < 400_000, name);
		assert.equal(text.includes('@keyframes'), name.startsWith('session-'), name);
		assert.doesNotMatch(text, /<script|href=|url\(/, name);
	}
});
