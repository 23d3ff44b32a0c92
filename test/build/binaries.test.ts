import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {dirname, join} from 'node:path';
import {suite, test} from 'node:test';
import packageFile from '../../package.json' with {type: 'json'};
import {readEvents} from '../e2e/events.ts';
import {root, temporaryFolder} from '../helpers/program.ts';
import {runFile} from '../helpers/run-headless.ts';

/** The path of a binary that `npm run binaries` made. `.ci/binaries` builds one and sets the variable. */
const binary = process.env['TEST_BINARY'] ?? '';

suite('a binary', {skip: binary === '' ? 'no TEST_BINARY: .ci/binaries builds one' : false}, () => {
	/** Neither a Node nor anything else can be found. */
	const env = {PATH: '/nowhere'};

	test('runs without Node and from any folder', async t => {
		const cwd = temporaryFolder(t);
		const version = await runFile(binary, ['--version'], {cwd, env});
		assert.deepEqual([version.code, version.stdout], [0, `${packageFile.version}\n`]);
		assert.match((await runFile(binary, ['--help'], {cwd, env})).stdout, /chenyu-top \[run-order/);
		const demo = await runFile(binary, ['--demo', '--json', '--once'], {cwd, env});
		const events = readEvents(demo.stdout);
		assert.deepEqual([demo.stderr, demo.code], ['', events.at(-1)?.['exit_code']]);
		assert.ok(events.length > 100);
	});

	test('contains no path of the machine that built it, and no symbols of Node', () => {
		const content = readFileSync(binary);
		assert.deepEqual(
			[root, `${homedir()}/`].filter(path => content.includes(path)),
			[],
		);
		assert.ok(content.length < 130_000_000, `${content.length} bytes`);
	});

	test('comes with the licences of Node and of all packages, and the man page', () => {
		const licenses = readFileSync(join(dirname(binary), 'LICENSES.txt'), 'utf8');
		assert.match(licenses, /^Node\.js is licensed for use as follows:/m);
		assert.match(licenses, /^ink \d/m);
		assert.match(readFileSync(join(dirname(binary), 'man', 'chenyu-top.1'), 'utf8'), /^\.TH/);
	});
});
