import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {node, program, temporaryFolder} from '../helpers/program.ts';
import {runFile} from '../helpers/run-headless.ts';

const script = join(import.meta.dirname, 'index.ts');

test('a build is recorded the same each time, and a comparison shows a planted difference', async t => {
	const folder = temporaryFolder(t);
	const run = async (...args: readonly string[]) => runFile(node, [script, ...args], {cwd: folder});

	for (const name of ['a', 'b']) {
		// A command line that asks the service, one that fails, and a screen.
		const only = '^(ls/ls|usage/doctr|screen/denied .*en\\))$';
		const {code, stdout, stderr} = await run(
			'record',
			name,
			'--program',
			program(),
			'--only',
			only,
		);
		assert.deepEqual([code, stderr], [0, '']);
		assert.match(stdout, /^recorded 3 cases/);
	}

	const same = await run('compare', 'a', 'b');
	assert.deepEqual([same.code, same.stdout], [0, '0 of 3 cases differ\n']);

	const file = join(folder, 'b', 'ls', 'ls.txt');
	const text = readFileSync(file, 'utf8');
	assert.match(text, /exit code 0\n[^]*A long log\tsucceeded/);
	writeFileSync(file, text.replace('A long log', 'A short log'));
	const planted = await run('compare', 'a', 'b');
	assert.equal(planted.code, 1);
	assert.match(planted.stdout, /^-.*A long log[^]*^\+.*A short log[^]*^different: ls\/ls\.txt$/m);
});
