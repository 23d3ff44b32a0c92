import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {withoutKnownEntries} from '../../source/api/wire/log-bytes.ts';
import {clientOf, never} from './client-of.ts';
import {serve} from './loopback.ts';

const bodyOf = (data: object) => JSON.stringify({code: 0, data: {status: 'running', ...data}});

test('of a log that has grown, only the new entries are read', () => {
	const first = withoutKnownEntries(Buffer.from(bodyOf({logs: ['a', 'b']})), null);
	const grown = withoutKnownEntries(
		Buffer.from(bodyOf({logs: ['a', 'b', 'c'], x: 1})),
		first?.log ?? null,
	);
	assert.equal(String(grown?.bytes), bodyOf({logs: [['c']], x: 1}));
});

test('property: each response is read as if it were the first', async t => {
	const items = fc.array(fc.constantFrom('a', 'b', '],[', '"logs":[', {x: [1]}), {maxLength: 4});
	const responses = fc.array(
		fc.record({
			error: fc.constantFrom(null, {logs: ['a']}),
			logs: fc.oneof(items, fc.constantFrom(null, 'text', [['a']])),
			outputs: fc.constantFrom({}, {n9: ['b']}, {logs: ['a', 'b']}),
		}),
		{minLength: 2, maxLength: 6},
	);
	let answer = '';
	const {url} = await serve(t, (_request, response) => response.end(answer));
	let id = 0;
	await fc.assert(
		fc.asyncProperty(responses, async all => {
			const [client, same, key] = [clientOf(t, url), `same ${id++}`, () => `new ${id++}`];

			for (const data of all) {
				answer = bodyOf(data);
				const {readMs: _, ...read} = await client.execution(same, never);
				const {readMs: __, ...first} = await client.execution(key(), never);
				assert.deepEqual(read, first);
			}

			await client.close();
		}),
		{numRuns: 40},
	);
});
