import assert from 'node:assert/strict';
import test from 'node:test';
import {askGraphics} from '../../source/terminal/ask-graphics.ts';
import {
	drawSequence,
	eraseSequence,
	graphicsProtocol,
	graphicsQuestion,
	readGraphicsAnswers,
	type Graphic,
} from '../../source/terminal/graphics.ts';
import {FakeClock} from '../helpers/fake-clock.ts';

const kittyAnswer = '\u001B_Gi=1129272;OK\u001B\\';
const cellAnswer = '\u001B[6;20;10t';
const none = {kitty: false, sixel: false, cell: null};

test('what a terminal answers is read once its last answer is there', () => {
	assert.equal(readGraphicsAnswers(''), null);
	assert.equal(readGraphicsAnswers(kittyAnswer + cellAnswer), null);
	assert.deepEqual(readGraphicsAnswers(`x${kittyAnswer}${cellAnswer}\u001B[?62;4;22c`), {
		kitty: true,
		sixel: true,
		cell: {width: 10, height: 20},
	});
	assert.deepEqual(readGraphicsAnswers('\u001B[?1;2c'), none);
	assert.deepEqual(
		readGraphicsAnswers('\u001B_Gi=1129272;ENOTSUPPORTED\u001B\\\u001B[?64;14c'),
		none,
	);
	assert.deepEqual(readGraphicsAnswers('\u001B[6;0;0t\u001B[?4c'), {...none, sixel: true});
});

test('the best protocol: kitty, then iTerm2, then sixel, and text within a multiplexer', () => {
	const all = {kitty: true, sixel: true, cell: null};
	assert.equal(graphicsProtocol({}, all), 'kitty');
	assert.equal(graphicsProtocol({TERM_PROGRAM: 'WezTerm'}, {...all, kitty: false}), 'iterm');
	assert.equal(graphicsProtocol({LC_TERMINAL: 'iTerm2'}, null), 'iterm');
	assert.equal(graphicsProtocol({}, {...all, kitty: false}), 'sixel');
	assert.equal(graphicsProtocol({}, none), null);
	assert.equal(graphicsProtocol({TERM: 'xterm-kitty'}, null), null);

	for (const env of [{TMUX: 'a'}, {STY: 'b'}, {TERM: 'tmux-256color'}, {TERM: 'screen'}]) {
		assert.equal(graphicsProtocol({...env, TERM_PROGRAM: 'iTerm.app'}, all), null);
	}
});

test('the terminal is asked once, and has a second to answer', async () => {
	const clock = new FakeClock();
	const written: string[] = [];
	const listeners = new Set<(sent: string) => void>();
	const ask = async () =>
		askGraphics({
			env: {},
			clock,
			write: text => written.push(text),
			listen(listener) {
				listeners.add(listener);
				return () => listeners.delete(listener);
			},
		});
	const answered = ask();
	assert.deepEqual(written, [graphicsQuestion]);

	// In pieces, with a key between them.
	for (const piece of [
		'j',
		kittyAnswer.slice(0, 5),
		kittyAnswer.slice(5),
		cellAnswer,
		'\u001B[?62c',
	]) {
		for (const listener of listeners) {
			listener(piece);
		}
	}

	assert.deepEqual(await answered, {protocol: 'kitty', cell: {width: 10, height: 20}});
	assert.deepEqual([listeners.size, clock.pending], [0, 0]);
	const silent = ask();
	clock.advance(1000);
	assert.deepEqual(await silent, {protocol: 'cells', cell: {width: 8, height: 16}});
	assert.equal(listeners.size, 0);
});

test('within a multiplexer nothing is asked', async () => {
	const canvas = await askGraphics({
		env: {TMUX: 'x'},
		clock: new FakeClock(),
		write: () => assert.fail('it was asked'),
		listen: () => assert.fail('it was listened to'),
	});
	assert.equal(canvas.protocol, 'cells');
});

test('kitty gets a picture in pieces, by a name by which it is taken away', () => {
	const picture: Graphic = {protocol: 'kitty', columns: 12, rows: 6, payload: 'A'.repeat(10_000)};
	const sequence = drawSequence(picture, 4, 2);
	assert.ok(
		sequence.startsWith('\u001B7\u001B[3;5H\u001B_Ga=T,f=100,i=1129272,c=12,r=6,C=1,q=2,m=1;AAAA'),
	);
	assert.ok(sequence.endsWith('\u001B\\\u001B8'));
	const pieces = sequence.slice('\u001B7\u001B[3;5H'.length, -2).split('\u001B\\').slice(0, -1);
	const payloads = pieces.map(piece => piece.slice(piece.indexOf(';') + 1));
	assert.equal(payloads.join(''), picture.payload);
	assert.ok(payloads.every(({length}) => length <= 4096));
	assert.deepEqual(
		pieces.slice(1).map(piece => piece.slice(0, piece.indexOf(';'))),
		['\u001B_Gm=1', '\u001B_Gm=0'],
	);
	assert.equal(eraseSequence(picture), '\u001B_Ga=d,d=I,i=1129272,q=2\u001B\\');
});

test('iTerm2 and sixel get theirs, and only drawing over it takes it away', () => {
	const iterm: Graphic = {protocol: 'iterm', columns: 12, rows: 6, payload: 'QUJD'};
	assert.equal(
		drawSequence(iterm, 0, 0),
		'\u001B7\u001B[1;1H\u001B]1337;File=inline=1;size=3;width=12;height=6;preserveAspectRatio=1;doNotMoveCursor=1:QUJD\u0007\u001B8',
	);
	const sixel: Graphic = {protocol: 'sixel', columns: 1, rows: 1, payload: '\u001BPq~\u001B\\'};
	assert.equal(drawSequence(sixel, 1, 1), '\u001B7\u001B[2;2H\u001BPq~\u001B\\\u001B8');
	assert.deepEqual([eraseSequence(iterm), eraseSequence(sixel)], [null, null]);
});
