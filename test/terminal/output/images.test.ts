import assert from 'node:assert/strict';
import test from 'node:test';
import {drawSequence, eraseSequence, type Graphic} from '../../../source/terminal/output/images.ts';

test('kitty gets an image in chunks, and deletes it by its id', () => {
	const picture: Graphic = {protocol: 'kitty', columns: 12, rows: 6, payload: 'A'.repeat(10_000)};
	const placed = {image: picture, left: 4, top: 2};
	const sequence = drawSequence(placed);
	assert.ok(sequence.startsWith('\u001B7\u001B[3;5H\u001B_Ga=T,f=100,i=1131276,C=1,q=2,m=1;AAAA'));
	assert.ok(sequence.endsWith('\u001B\\\u001B8'));
	const chunks = sequence.slice('\u001B7\u001B[3;5H'.length, -2).split('\u001B\\').slice(0, -1);
	const payloads = chunks.map(chunk => chunk.slice(chunk.indexOf(';') + 1));
	assert.equal(payloads.join(''), picture.payload);
	assert.ok(payloads.every(({length}) => length <= 4096));
	assert.deepEqual(
		chunks.slice(1).map(chunk => chunk.slice(0, chunk.indexOf(';'))),
		['\u001B_Gm=1', '\u001B_Gm=0'],
	);
	assert.equal(eraseSequence(placed), '\u001B_Ga=d,d=I,i=1131276,q=2\u001B\\');
});

test('iTerm2 and sixel images have no delete sequence', () => {
	const iterm: Graphic = {protocol: 'iterm', columns: 12, rows: 6, payload: 'QUJD'};
	assert.equal(
		drawSequence({image: iterm, left: 0, top: 0}),
		'\u001B7\u001B[1;1H\u001B]1337;File=inline=1;size=3;width=12;height=6;preserveAspectRatio=1;doNotMoveCursor=1:QUJD\u0007\u001B8',
	);
	const sixel: Graphic = {protocol: 'sixel', columns: 1, rows: 1, payload: '\u001BPq~\u001B\\'};
	assert.equal(
		drawSequence({image: sixel, left: 1, top: 1}),
		'\u001B7\u001B[2;2H\u001BPq~\u001B\\\u001B8',
	);
	for (const image of [iterm, sixel]) {
		assert.equal(eraseSequence({image, left: 0, top: 0}), null);
	}
});
