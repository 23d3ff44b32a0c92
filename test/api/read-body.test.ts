import assert from 'node:assert/strict';
import test from 'node:test';
import {TooLargeError} from '../../source/api/errors/too-large-error.ts';
import {readBody} from '../../source/api/read-body.ts';

async function* pieces(...texts: ReadonlyArray<string | Uint8Array>): AsyncGenerator<Uint8Array> {
	for (const text of texts) {
		yield typeof text === 'string' ? Buffer.from(text) : text;
	}
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
	return (await readBody(body, 10)).text();
}

test('a body is put together, also where a character is cut in two', async () => {
	const bytes = Buffer.from('猫');
	assert.equal(await textOf(pieces('a', bytes.subarray(0, 1), bytes.subarray(1))), 'a猫');
	assert.equal(await textOf(pieces()), '');
});

test('H4: bytes are counted as they come, and no piece after the limit is taken', async () => {
	let taken = 0;

	async function* endless(): AsyncGenerator<Uint8Array> {
		for (;;) {
			taken++;
			yield Buffer.alloc(4);
		}
	}

	await assert.rejects(readBody(endless(), 10), TooLargeError);
	assert.equal(taken, 3);
	assert.equal(await textOf(pieces('0123456789')), '0123456789');
	await assert.rejects(readBody(pieces('0123456789', 'x'), 10), TooLargeError);
});

test('T5: invalid UTF-8 becomes a mark, and a byte order mark is none of the text', async () => {
	assert.equal(await textOf(pieces(Uint8Array.of(0x61, 0xff, 0x62))), 'a\uFFFDb');
	assert.equal(await textOf(pieces('\uFEFF{}')), '{}');
});

test('the digest is of the bytes, however they are cut, and of nothing else', async () => {
	const whole = await readBody(pieces('one body'), 10);
	const cut = await readBody(pieces('one ', '', 'body'), 10);
	const other = await readBody(pieces('one bodY'), 10);
	const marked = await readBody(pieces('\uFEFF'), 10);
	const empty = await readBody(pieces(), 10);
	assert.equal(whole.digest, cut.digest);
	assert.equal(new Set([whole, other, marked, empty].map(({digest}) => digest)).size, 4);
});

test('a part of a body is decoded alone, and its bytes are there in one piece', async () => {
	const body = await readBody(pieces('\uFEFFa', '猫b'), 10);
	assert.equal(body.text(0, 4), 'a');
	assert.equal(body.text(4, 7), '猫');
	assert.equal(body.text(7), 'b');
	assert.deepEqual(body.bytes(), Buffer.from('\uFEFFa猫b'));
	assert.equal(body.bytes(), body.bytes());
});
