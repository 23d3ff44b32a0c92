import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {JsonScan, parseLimitError} from '../../source/api/json-cost.ts';

/** Counts the items and levels of a parsed JSON value in a simple way, to check the counts of `JsonScan`. */
function countOf(value: unknown): {readonly items: number; readonly deepest: number} {
	if (typeof value !== 'object' || value === null) {
		return {items: 0, deepest: 0};
	}

	const children = Object.values(value).map(child => countOf(child));
	const keys = Array.isArray(value) ? 0 : children.length;
	return {
		items: children.reduce((sum, {items}) => sum + items, keys + Math.max(1, children.length)),
		deepest: 1 + Math.max(0, ...children.map(({deepest}) => deepest)),
	};
}

const text = fc.oneof(fc.string(), fc.constantFrom('"', '\\', '\\"', '[{,:', '}]"', '猫\u2028🧩'));
const json = fc.letrec<{readonly value: unknown}>(tie => ({
	value: fc.oneof(
		{maxDepth: 5},
		text,
		fc.constantFrom(null, true, 0, -1.5e-7),
		fc.array(tie('value')),
		// `__proto__` is a normal key in JSON, so it is set as an entry.
		fc.dictionary(text, tie('value'), {noNullPrototype: true}),
	),
})).value;

test('H19: property: keys, values and levels are counted right, wherever the scan stops', async () => {
	await fc.assert(
		fc.asyncProperty(
			json,
			fc.constantFrom('', ' ', '\t'),
			fc.infiniteStream(fc.boolean()),
			async (value, indent, stops) => {
				const scan = new JsonScan(Buffer.from(JSON.stringify(value, null, indent)));
				let isAtEnd = false;

				while (!isAtEnd) {
					isAtEnd = !(await scan.find(() => stops.next().value === true));
				}

				assert.deepEqual({items: scan.items, deepest: scan.deepest}, countOf(value));
			},
		),
	);
});

async function kindOf(body: string): Promise<string | null> {
	return (await parseLimitError(Buffer.from(body)))?.kind ?? null;
}

test('H19: JSON with too many values or levels is rejected, long texts are not', async () => {
	const padding = ' '.repeat(1_048_576);
	const nested = (levels: number) => `${padding}${'['.repeat(levels)}${']'.repeat(levels)}`;
	const list = (values: number) => `${padding}[${'0,'.repeat(values - 1)}0]`;
	assert.equal(await kindOf(nested(64)), null);
	assert.equal(await kindOf(nested(65)), 'malformed');
	assert.equal(await kindOf(list(500_000)), null);
	assert.equal(await kindOf(list(500_001)), 'too-large');
	assert.equal(await kindOf(`["${'[{,:'.repeat(1_000_000)}"]`), null);
});
