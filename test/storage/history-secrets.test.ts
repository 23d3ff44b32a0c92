import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import test from 'node:test';
import {zstdDecompressSync} from 'node:zlib';
import {foreignProse} from '../../source/core/text/sanitize.ts';
import {recordsOf} from '../../source/features/history/records.ts';
import {initialState} from '../../source/features/index.ts';
import {recordRun} from '../../source/storage/history-records.ts';
import {assertKeyless} from '../helpers/keyless.ts';
import {added, stateAfter} from '../helpers/play.ts';
import {temporaryFolder} from '../helpers/program.ts';
import {entry, name, output, polled} from '../helpers/values.ts';
import {now} from './history.ts';
import {account, open} from './stored.ts';

test('neither the key nor a query of an address is in the file', t => {
	const folder = temporaryFolder(t);
	const signed = 'https://cdn.example.com/a/b.png?X-Signature=0123456789abcdef';
	const text = foreignProse(`see ${signed}`);
	const before = stateAfter(initialState({size: {columns: 80, rows: 24}}, now), added(['run']));
	const action = polled(
		'run',
		{
			phase: 'failed',
			outputs: [output('image', signed)],
			error: {reason: text, detail: text, engineCode: name(signed), statusCode: null},
		},
		[entry(text.exact, 0, {nodeId: name(signed)})],
	);
	const records = recordsOf(action, stateAfter(before, action), before);
	assert.ok(records[0]?.response?.includes('b.png'));
	const {storage} = open(folder);
	records.forEach(record => storage.write(recordRun, record, now));
	assert.equal(storage.close(0), null);
	const path = join(folder, 'state.db');
	const database = new DatabaseSync(path);
	t.after(() => {
		database.close();
	});
	const responses = database
		.prepare('SELECT response FROM details')
		.all()
		.map(row => zstdDecompressSync(row['response'] as Uint8Array).toString());
	assert.equal(responses.length, 1);

	for (const content of [readFileSync(path, 'latin1'), ...responses]) {
		assert.doesNotMatch(content, /X-Signature|0123456789abcdef/);
		assertKeyless(content, account.key, 'the file');
	}
});
