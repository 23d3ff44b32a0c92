import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DiffingStdout} from '../../../source/terminal/output/diffing-stdout.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

test('what is drawn goes to the terminal', () => {
	const {canvas, written} = drawing();
	canvas.write('frame');
	assert.deepEqual(written, ['frame']);
	assert.deepEqual([canvas.columns, canvas.rows, canvas.isTTY], [80, 24, true]);
});

const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';

test('a frame that whoever draws begins and ends goes out in one piece, and not at all when no cell is another', () => {
	const {canvas, written} = drawing();
	let drawn = 0;
	canvas.on('drawn', () => {
		drawn++;
	});
	canvas.write('\u001B[?1049h');
	canvas.write(begin);
	canvas.write('one');
	canvas.write('\u001B[1Gtwo');
	assert.equal(written.length, 1);
	canvas.write(end);
	assert.deepEqual(written.slice(1), ['\u001B[1;1Hone\u001B[1;1Htwo']);
	canvas.write(begin);
	canvas.write('\u001B[1Gtwo');
	canvas.write(end);
	assert.deepEqual([written.length, drawn], [2, 2]);
});

test('a frame is shown as one, and one of a few cells says nothing of that', () => {
	for (const [length, isBracketed] of [
		[256, false],
		[257, true],
	] as const) {
		const {canvas, written} = drawing();
		const frame = '#'.repeat(length);
		canvas.write(begin);
		canvas.write(frame);
		canvas.write(end);
		assert.deepEqual(written, [isBracketed ? begin + frame + end : frame]);
	}
});

test('the first frame is shown as one', () => {
	const {canvas, written} = drawing();
	canvas.drawFirst('frame');
	assert.deepEqual(written, [`\u001B[?1049h\u001B[?25l${begin}\u001B[Hframe${end}`]);
});

for (const way of ['finish', 'suspend'] as const) {
	test(`of a frame that is not whole yet nothing is kept back when the screen is given away: ${way}`, () => {
		const {canvas, written} = drawing();
		canvas.write(begin);
		canvas.write('half');
		canvas[way]('bye');
		canvas.write('after');
		assert.deepEqual(written, ['half', way === 'finish' ? 'bye' : 'after']);
	});
}

test('D5: after a change of size nothing is written until it has settled, then all is drawn anew', () => {
	const {canvas, written, sizes, clock} = drawing();
	canvas.resize(120, 40);
	canvas.write('a frame of the old size');
	clock.advance(60);
	canvas.write('a frame that is cut off');
	assert.deepEqual(written, []);
	clock.advance(20);
	canvas.write('the whole frame');
	assert.deepEqual(written, ['the whole frame']);
	// A row is lost between the two, which makes whoever draws begin with an empty screen.
	assert.deepEqual(sizes, [
		[120, 41],
		[120, 40],
	]);
});

test('a burst of sizes, as while a window is dragged, settles once', () => {
	const {canvas, sizes, clock} = drawing();

	for (const columns of [90, 100, 110]) {
		canvas.resize(columns, 30);
		clock.advance(50);
	}

	clock.advance(100);
	assert.deepEqual(
		sizes.filter(([, rows]) => rows === 30),
		[[110, 30]],
	);
	assert.equal(clock.pending, 0);
});

test('the last words are never held back, and nothing is drawn after them', () => {
	const {canvas, written, clock} = drawing();
	canvas.resize(100, 30);
	canvas.finish('bye');
	canvas.write('the last frame');
	assert.deepEqual(written, ['bye']);
	assert.equal(clock.pending, 0);
});

test('D2: nothing waits when the terminal is given away, and no size is played until it is back', () => {
	const {canvas, written, sizes, clock} = drawing({isSlow: true});
	canvas.write('frame');
	canvas.resize(100, 30);
	canvas.suspend();
	sizes.length = 0;
	canvas.write('leave the alternate screen');
	canvas.write('show the cursor');
	assert.deepEqual(written, ['frame', 'leave the alternate screen', 'show the cursor']);
	canvas.resize(90, 20);
	assert.deepEqual([sizes, clock.pending], [[], 0]);
	canvas.resume(90, 20);
	assert.deepEqual([canvas.columns, canvas.rows, sizes], [90, 20, []]);
	canvas.resize(90, 20);
	clock.advance(100);
	assert.deepEqual(sizes.at(-1), [90, 20]);
});

test('an error of the terminal is an error of the canvas', async () => {
	const {canvas, fail} = drawing();
	const failed = Promise.withResolvers<Error>();
	canvas.on('error', failed.resolve);
	fail(new Error('EIO'));
	canvas.write('frame');
	assert.equal((await failed.promise).message, 'EIO');
});

/** @param isSlow Whether the terminal never says that it has written something. */
function drawing({isSlow = false} = {}) {
	const clock = new FakeClock();
	const written: string[] = [];
	let failure: Error | null = null;
	const canvas = new DiffingStdout(
		{
			write(chunk, callback) {
				written.push(String(chunk));

				if (!isSlow) {
					callback(failure);
				}

				return true;
			},
		},
		{columns: 80, rows: 24},
		clock,
	);
	const sizes: Array<readonly [number, number]> = [];
	canvas.on('resize', () => {
		sizes.push([canvas.columns, canvas.rows]);
	});
	return {
		canvas,
		written,
		sizes,
		clock,
		fail: (error: Error) => {
			failure = error;
		},
	};
}
