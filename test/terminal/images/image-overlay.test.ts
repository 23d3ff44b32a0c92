import assert from 'node:assert/strict';
import test from 'node:test';
import {
	drawSequence,
	eraseSequence,
	type Graphic,
	type PlacedImage,
} from '../../../source/terminal/images/graphics.ts';
import {ImageOverlay} from '../../../source/terminal/images/image-overlay.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

const kitty: Graphic = {protocol: 'kitty', columns: 2, rows: 1, payload: 'AAAA'};
const sixel: Graphic = {protocol: 'sixel', columns: 2, rows: 1, payload: '\u001BPq~\u001B\\'};

function setUp() {
	const clock = new FakeClock();
	const log: string[] = [];
	const overlay = new ImageOverlay({
		clock,
		write: sequence => log.push(sequence),
		repaint: () => log.push('repaint'),
	});
	return {clock, log, overlay};
}

function placed(image: Graphic): PlacedImage {
	return {image, left: 3, top: 2};
}

test('draws an image after its cells were drawn', () => {
	const {clock, log, overlay} = setUp();
	overlay.setImages([placed(kitty)]);
	clock.advance(60);
	assert.deepEqual(log, []);
	overlay.setImages([placed(kitty)]);
	clock.advance(10);
	assert.deepEqual(log, [drawSequence(placed(kitty))]);
	overlay.setImages([placed(kitty)]);
	clock.advance(1000);
	assert.equal(log.length, 1);
	assert.equal(clock.pending, 0);
});

test('does not draw an image that was replaced meanwhile', () => {
	const {clock, log, overlay} = setUp();
	overlay.setImages([placed(sixel)]);
	overlay.setImages([]);
	clock.advance(1000);
	assert.deepEqual(log, []);
});

test('erases an image by its id or by a repaint', () => {
	const {clock, log, overlay} = setUp();
	overlay.setImages([placed(kitty)]);
	clock.advance(70);
	overlay.setImages([]);
	assert.deepEqual(log.slice(1), [eraseSequence(placed(kitty))]);
	overlay.setImages([placed(sixel)]);
	clock.advance(70);
	overlay.setImages([]);
	assert.deepEqual(
		log.slice(3).filter(text => text !== ''),
		['repaint'],
	);
	clock.advance(1000);
	assert.equal(clock.pending, 0);
});

test('waits for frames, and draws again after a late frame', () => {
	const {clock, log, overlay} = setUp();
	overlay.setImages([placed(sixel)]);
	clock.advance(60);
	overlay.cellsDrawn();
	clock.advance(60);
	assert.deepEqual(log, []);
	clock.advance(10);
	assert.deepEqual(log, [drawSequence(placed(sixel))]);
	clock.advance(100);
	overlay.cellsDrawn();
	clock.advance(70);
	assert.equal(log.length, 2);
	// A late frame, like the header's clock, does not repeat the drawing.
	clock.advance(1000);
	overlay.cellsDrawn();
	clock.advance(1000);
	assert.equal(log.length, 2);
	overlay.setImages([]);
	overlay.cellsDrawn();
	clock.advance(1000);
	assert.deepEqual(
		log.slice(2).filter(text => text !== ''),
		['repaint'],
	);
	assert.equal(clock.pending, 0);
});

test('draws again after a repaint and after a suspension', () => {
	const {clock, log, overlay} = setUp();
	overlay.setImages([placed(kitty)]);
	clock.advance(70);
	overlay.redraw();
	clock.advance(70);
	assert.deepEqual(log, [drawSequence(placed(kitty)), drawSequence(placed(kitty))]);
	overlay.suspend();
	// Neither a frame nor a new image draws while suspended.
	overlay.cellsDrawn();
	overlay.setImages([{...placed(kitty), left: 5}]);
	clock.advance(1000);
	assert.equal(log[2], eraseSequence(placed(kitty)));
	assert.equal(log.length, 3);
	overlay.redraw();
	clock.advance(70);
	assert.equal(log[3], drawSequence({...placed(kitty), left: 5}));
});

test('of several images, draws only those that are new, and erases only those that are gone', () => {
	const {clock, log, overlay} = setUp();
	const [one, two, three] = [3, 13, 23].map(left => ({image: {...kitty}, left, top: 2}));
	assert.ok(one && two && three);
	overlay.setImages([one, two]);
	clock.advance(1000);
	overlay.setImages([{...two}, three]);
	clock.advance(1000);
	assert.deepEqual(log, [
		drawSequence(one) + drawSequence(two),
		eraseSequence(one),
		drawSequence(three),
	]);
});
