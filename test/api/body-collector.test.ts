import assert from 'node:assert/strict';
import test from 'node:test';
import {BodyCollector, type Body} from '../../source/api/body-collector.ts';

function bodyOf(...pieces: ReadonlyArray<string | Uint8Array>): Body {
	const draft = new BodyCollector(10);

	for (const piece of pieces) {
		draft.add(typeof piece === 'string' ? Buffer.from(piece) : piece);
	}

	return draft.end();
}

test('a body is joined, even if a character is split between two chunks', () => {
	const bytes = Buffer.from('猫');
	assert.equal(bodyOf('a', bytes.subarray(0, 1), bytes.subarray(1)).text(), 'a猫');
	assert.equal(bodyOf().text(), '');
	assert.equal(bodyOf(Uint8Array.of(0x61)).text(), 'a');
});

test('H4: bytes are counted as they arrive, and no chunk beyond the limit is accepted', () => {
	const draft = new BodyCollector(10);
	draft.add(Buffer.alloc(4));
	draft.add(Buffer.alloc(4));
	assert.throws(() => draft.add(Buffer.alloc(4)), {kind: 'too-large'});
	assert.equal(draft.end().bytes.length, 8);
	assert.equal(bodyOf('0123456789').text(), '0123456789');
	assert.throws(() => bodyOf('0123456789', 'x'), {kind: 'too-large'});
});

test('T5: invalid UTF-8 becomes U+FFFD, and a byte order mark is removed', () => {
	assert.equal(bodyOf(Uint8Array.of(0x61, 0xff, 0x62)).text(), 'a\uFFFDb');
	assert.equal(bodyOf('\uFEFF{}').text(), '{}');
});

test('a range of a body is decoded alone', () => {
	const body = bodyOf('\uFEFFa', '猫b');
	assert.equal(body.text(0, 4), 'a');
	assert.equal(body.text(4, 7), '猫');
	assert.equal(body.text(7), 'b');
	assert.deepEqual(body.bytes, Buffer.from('\uFEFFa猫b'));
});

test('a body may be longer or shorter than the service announced', () => {
	const chunks = Array.from({length: 100}, (_, index) => Buffer.alloc(1000, index));

	for (const announced of [0, 1, 1500, 100_000, 200_000, 2 ** 40]) {
		const collector = new BodyCollector(150_000, announced);

		for (const chunk of chunks) {
			collector.add(chunk);
		}

		assert.deepEqual(collector.end().bytes, Buffer.concat(chunks), String(announced));
	}
});
