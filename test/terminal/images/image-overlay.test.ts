import assert from 'node:assert/strict';
import test from 'node:test';
import {ImageOverlay, type PlacedImage} from '../../../source/terminal/images/image-overlay.ts';
import {
	drawSequence,
	eraseSequence,
	type Graphic,
} from '../../../source/terminal/images/graphics.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

const kitty: Graphic = {protocol: 'kitty', columns: 2, rows: 1, payload: 'AAAA'};
const sixel: Graphic = {protocol: 'sixel', columns: 2, rows: 1, payload: '\u001BPq~\u001B\\'};

function setUp() {
	const clock = new FakeClock();
	const log: string[] = [];
	const easel = new ImageOverlay({
		clock,
		write: sequence => log.push(sequence),
		repaint: () => log.push('repaint'),
	});
	return {clock, log, easel};
}

function placed(picture: Graphic): PlacedImage {
	return {image: picture, left: 3, top: 2};
}

test('a picture is drawn once the cells below it are', () => {
	const {clock, log, easel} = setUp();
	easel.setImage(placed(kitty));
	clock.advance(60);
	assert.deepEqual(log, []);
	// The same picture, in another state.
	easel.setImage(placed(kitty));
	clock.advance(10);
	assert.deepEqual(log, [drawSequence(kitty, 3, 2)]);
	easel.setImage(placed(kitty));
	clock.advance(1000);
	assert.equal(log.length, 1);
	assert.equal(clock.pending, 0);
});

test('one that is not wanted any more before it is drawn never is', () => {
	const {clock, log, easel} = setUp();
	easel.setImage(placed(sixel));
	easel.setImage(null);
	clock.advance(1000);
	assert.deepEqual(log, []);
});

test('a picture is taken away by its name, or by drawing over it', () => {
	const {clock, log, easel} = setUp();
	easel.setImage(placed(kitty));
	clock.advance(70);
	easel.setImage(null);
	assert.deepEqual(log.slice(1), [eraseSequence(kitty)]);
	easel.setImage(placed(sixel));
	clock.advance(70);
	easel.setImage(null);
	assert.deepEqual(
		log
			.slice(3)
			.filter(Boolean)
			.filter(text => text === 'repaint'),
		['repaint'],
	);
	clock.advance(1000);
	assert.equal(clock.pending, 0);
});

test('it waits for cells that are still being drawn, and is drawn again over late ones', () => {
	const {clock, log, easel} = setUp();
	easel.setImage(placed(sixel));
	clock.advance(60);
	easel.cellsDrawn();
	clock.advance(60);
	assert.deepEqual(log, []);
	clock.advance(10);
	assert.deepEqual(log, [drawSequence(sixel, 3, 2)]);
	clock.advance(100);
	easel.cellsDrawn();
	clock.advance(70);
	assert.equal(log.length, 2);
	// The clock of the header goes on.
	clock.advance(1000);
	easel.cellsDrawn();
	clock.advance(1000);
	assert.equal(log.length, 2);
	easel.setImage(null);
	easel.cellsDrawn();
	clock.advance(1000);
	assert.deepEqual(
		log.slice(2).filter(text => text !== ''),
		['repaint'],
	);
	assert.equal(clock.pending, 0);
});

test('it is drawn again over cells that were drawn anew, and after the terminal was lent', () => {
	const {clock, log, easel} = setUp();
	easel.setImage(placed(kitty));
	clock.advance(70);
	easel.redraw();
	clock.advance(70);
	assert.deepEqual(log, [drawSequence(kitty, 3, 2), drawSequence(kitty, 3, 2)]);
	easel.suspend();
	// Last words are still written, and a picture may come late: neither is to be seen by who has the terminal now.
	easel.cellsDrawn();
	easel.setImage({...placed(kitty), left: 5});
	clock.advance(1000);
	assert.equal(log[2], eraseSequence(kitty));
	assert.equal(log.length, 3);
	easel.redraw();
	clock.advance(70);
	assert.equal(log[3], drawSequence(kitty, 5, 2));
});
