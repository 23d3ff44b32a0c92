import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import {chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import test, {type TestContext} from 'node:test';
import {showInPager} from '../../source/terminal/pager.ts';
import {temporaryFolder} from '../helpers/program.ts';

/**
 * Creates an executable shell script that replaces a pager. `script` can write to the file `$got`. The returned
 * function `got` reads this file.
 */
function standIn(t: TestContext, script: string, name = 'stand-in') {
	const folder = temporaryFolder(t);
	const path = join(folder, name);
	writeFileSync(path, `#!/bin/sh\ngot='${folder}/got'\n${script}\n`);
	chmodSync(path, 0o700);
	return {folder, path, got: () => readFileSync(join(folder, 'got'), 'utf8')};
}

function* endless(): Iterable<readonly string[]> {
	for (;;) {
		yield ['again and again'];
	}
}

test('the pager gets the lines and its arguments, but not the API key', async t => {
	const pager = standIn(t, 'printf "%s|" "$@" "$CHENYU_API_KEY" "$KEPT" > "$got"; cat >> "$got"');
	const outcome = await showInPager([['one'], [], ['二']], {
		env: {PAGER: `${pager.path} -x 'two words'`, CHENYU_API_KEY: 'secret', KEPT: 'kept'},
		host: new EventEmitter(),
	});
	assert.deepEqual(outcome, {kind: 'done'});
	assert.equal(pager.got(), '-x|two words||kept|one\n二\n');
});

test('quitting the pager before the end of the log is not a failure', async t => {
	const host = new EventEmitter();
	const {path} = standIn(t, 'read -r line; echo "$line" > "$got"');
	assert.deepEqual(await showInPager(endless(), {env: {PAGER: path}, host}), {kind: 'done'});
	assert.deepEqual(host.eventNames(), []);
});

test('reports a missing and a failing pager by name', async t => {
	const host = new EventEmitter();
	assert.deepEqual(await showInPager([['x']], {env: {PAGER: '/no/such/pager -R'}, host}), {
		kind: 'missing',
		command: '/no/such/pager',
	});
	const {path} = standIn(t, 'exit 3');
	assert.deepEqual(await showInPager(endless(), {env: {PAGER: path}, host}), {
		kind: 'failed',
		command: path,
		code: 3,
	});
});

test('without PAGER tries less, then more, then reports that both are missing', async t => {
	const less = standIn(t, '/bin/cat > "$got"', 'less');
	const more = standIn(t, '/bin/cat > "$got"', 'more');
	const both = `${less.folder}:${more.folder}`;

	for (const [PATH, pager] of [
		[both, less],
		[more.folder, more],
	] as const) {
		await showInPager([[PATH]], {env: {PATH, PAGER: ' '}, host: new EventEmitter()});
		assert.equal(pager.got(), `${PATH}\n`);
	}

	assert.deepEqual(await showInPager([['x']], {env: {PATH: '/none'}, host: new EventEmitter()}), {
		kind: 'missing',
		command: 'more',
	});
});

test('D3: the pager is killed when the program exits', async t => {
	const host = new EventEmitter();
	const {path} = standIn(t, 'exec sleep 600');
	const shown = showInPager(
		(function* () {
			// The first line is requested once the pager runs.
			host.emit('exit');
			yield ['x'];
		})(),
		{env: {PATH: process.env['PATH'], PAGER: path}, host},
	);
	assert.deepEqual(await shown, {kind: 'failed', command: path, code: null});
});

test('rejects if the lines throw', async t => {
	const {path} = standIn(t, 'cat > "$got"');
	await assert.rejects(
		showInPager(
			(function* (): Iterable<readonly string[]> {
				yield ['x'];
				throw new TypeError('no such thing');
			})(),
			{env: {PATH: process.env['PATH'], PAGER: path}, host: new EventEmitter()},
		),
		TypeError,
	);
});
