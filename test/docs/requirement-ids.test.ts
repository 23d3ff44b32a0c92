import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {root} from '../helpers/program.ts';

/** Matches ids in parentheses, or at the start of a text: `(D1, D8)`, `'T6 T18: …'`, `'T16 a line …'`. */
const mentions =
	/\(([A-Z]\d{1,2}(?:, [A-Z]\d{1,2})*)\)|['"`]([A-Z]\d{1,2}(?:,? [A-Z]\d{1,2})*)(?:: | (?=[a-z]))/g;

function idsIn(code: string): readonly string[] {
	return [...code.matchAll(mentions)].flatMap(
		([, inParentheses, atStart]) => (inParentheses ?? atStart ?? '').match(/[A-Z]\d+/g) ?? [],
	);
}

test('docs/RELIABILITY.md explains exactly the ids that tests name, in one line each', () => {
	const page = readFileSync(join(root, 'docs', 'RELIABILITY.md'), 'utf8');
	const section = page.split(/^## /m).find(text => text.startsWith('Ids in the tests\n')) ?? '';
	const lines = section.split('\n').filter(line => line.startsWith('- '));
	const explained = lines.map(line => /^- `([A-Z]\d{1,2})`: \S.*\.$/.exec(line)?.[1] ?? line);
	assert.deepEqual(
		lines.filter(line => line.length > 120),
		[],
	);
	assert.equal(new Set(explained).size, explained.length, 'an id is explained twice');

	const files = globSync('test/**/*.{ts,tsx}', {cwd: root}).filter(
		path => !import.meta.filename.endsWith(path),
	);
	const named = new Map(
		files.flatMap(path =>
			idsIn(readFileSync(join(root, path), 'utf8')).map(id => [id, path] as const),
		),
	);
	assert.deepEqual(
		[...named].filter(([id]) => !explained.includes(id)),
		[],
		'a test names an id that the page does not explain',
	);
	assert.deepEqual(
		explained.filter(id => !named.has(id)),
		[],
		'the page explains an id that no test names',
	);
	assert.ok(named.size > 50);
});
