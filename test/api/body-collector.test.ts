import assert from 'node:assert/strict';
import test from 'node:test';
import {BodyCollector, decodeBody} from '../../source/api/body-collector.ts';

test('T5: invalid UTF-8 becomes U+FFFD, and a byte order mark is removed', () => {
	assert.equal(decodeBody(Buffer.of(0x61, 0xff, 0x62)), 'a\uFFFDb');
	assert.equal(decodeBody(Buffer.from('\uFEFF{}')), '{}');
});

test('a range of a body is decoded alone', () => {
	const body = Buffer.from('\uFEFFa猫b');
	assert.deepEqual(
		[decodeBody(body, 0, 4), decodeBody(body, 4, 7), decodeBody(body, 7)],
		['a', '猫', 'b'],
	);
});

test('a body may be longer or shorter than the service announced', async () => {
	const chunks = Array.from({length: 100}, (_, index) => Buffer.alloc(1000, index));

	for (const announced of [0, 1, 1500, 100_000, 200_000, 2 ** 40]) {
		const collector = new BodyCollector(150_000, announced);

		for (const chunk of chunks) {
			collector.add(chunk);
		}

		assert.deepEqual(await collector.end(), Buffer.concat(chunks), String(announced));
	}
});

test('a long body is joined in portions, between which other work is done', async () => {
	const collector = new BodyCollector(10_000_000);
	const chunks = Array.from({length: 100}, (_, index) => Buffer.alloc(65_536, index));
	let turns = 0;

	for (const chunk of chunks) {
		collector.add(chunk);
	}

	const count = (): void => {
		turns++;
	};
	const joined = collector.end();

	for (let turn = 0; turn < 5; turn++) {
		setImmediate(count);
	}

	assert.deepEqual(await joined, Buffer.concat(chunks));
	assert.equal(turns, 5);
});
