import assert from 'node:assert/strict';
import {test} from 'node:test';
import {DiffingStdout} from '../../../source/terminal/output/diffing-stdout.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

test('writes to the terminal', () => {
	const {stdout, written} = drawing();
	stdout.write('frame');
	assert.deepEqual(written, ['frame']);
	assert.deepEqual([stdout.columns, stdout.rows, stdout.isTTY], [80, 24, true]);
});

const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';

test('sends a synchronized frame in one write, and nothing if no cell changed', () => {
	const {stdout, written} = drawing();
	let drawn = 0;
	stdout.on('drawn', () => {
		drawn++;
	});
	stdout.write('\u001B[?1049h');
	stdout.write(begin);
	stdout.write('one');
	stdout.write('\u001B[1Gtwo');
	assert.equal(written.length, 1);
	stdout.write(end);
	assert.deepEqual(written.slice(1), ['\u001B[1;1Hone\u001B[1;1Htwo']);
	stdout.write(begin);
	stdout.write('\u001B[1Gtwo');
	stdout.write(end);
	assert.deepEqual([written.length, drawn], [2, 2]);
});

test('omits the synchronized update for a short frame', () => {
	for (const [length, isBracketed] of [
		[256, false],
		[257, true],
	] as const) {
		const {stdout, written} = drawing();
		const frame = '#'.repeat(length);
		stdout.write(begin);
		stdout.write(frame);
		stdout.write(end);
		assert.deepEqual(written, [isBracketed ? begin + frame + end : frame]);
	}
});

for (const method of ['finish', 'suspend'] as const) {
	test(`sends an unfinished frame before it changes state: ${method}`, () => {
		const {stdout, written} = drawing();
		stdout.write(begin);
		stdout.write('half');
		stdout[method]('bye');
		stdout.write('after');
		assert.deepEqual(written, ['half', method === 'finish' ? 'bye' : 'after']);
	});
}

test('D5: a resize holds output back until it has settled, then repaints', () => {
	const {stdout, written, sizes, clock} = drawing();
	stdout.resize(120, 40);
	stdout.write('a frame of the old size');
	clock.advance(60);
	stdout.write('a frame that is cut off');
	assert.deepEqual(written, []);
	clock.advance(20);
	stdout.write('the whole frame');
	assert.deepEqual(written, ['the whole frame']);
	// The lost row makes Ink repaint the whole screen.
	assert.deepEqual(sizes, [
		[120, 41],
		[120, 40],
	]);
});

test('a burst of resizes settles once', () => {
	const {stdout, sizes, clock} = drawing();

	for (const columns of [90, 100, 110]) {
		stdout.resize(columns, 30);
		clock.advance(50);
	}

	clock.advance(100);
	assert.deepEqual(
		sizes.filter(([, rows]) => rows === 30),
		[[110, 30]],
	);
	assert.equal(clock.pending, 0);
});

test('finish is never held back, and drops all later output', () => {
	const {stdout, written, clock} = drawing();
	stdout.resize(100, 30);
	stdout.finish('bye');
	stdout.write('the last frame');
	assert.deepEqual(written, ['bye']);
	assert.equal(clock.pending, 0);
});

test('D2: holds nothing back while suspended, and ignores resizes until resumed', () => {
	const {stdout, written, sizes, clock} = drawing({isSlow: true});
	stdout.write('frame');
	stdout.resize(100, 30);
	stdout.suspend();
	sizes.length = 0;
	stdout.write('leave the alternate screen');
	stdout.write('show the cursor');
	assert.deepEqual(written, ['frame', 'leave the alternate screen', 'show the cursor']);
	stdout.resize(90, 20);
	assert.deepEqual([sizes, clock.pending], [[], 0]);
	stdout.resume(90, 20);
	assert.deepEqual([stdout.columns, stdout.rows, sizes], [90, 20, []]);
	stdout.resize(90, 20);
	clock.advance(100);
	assert.deepEqual(sizes.at(-1), [90, 20]);
});

test('emits errors of the terminal', async () => {
	const {stdout, fail} = drawing();
	const failed = Promise.withResolvers<Error>();
	stdout.on('error', failed.resolve);
	fail(new Error('EIO'));
	stdout.write('frame');
	assert.equal((await failed.promise).message, 'EIO');
});

/** @param isSlow Whether the terminal never calls back after a write. */
function drawing({isSlow = false} = {}) {
	const clock = new FakeClock();
	const written: string[] = [];
	let failure: Error | null = null;
	const stdout = new DiffingStdout(
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
	stdout.on('resize', () => {
		sizes.push([stdout.columns, stdout.rows]);
	});
	return {
		stdout,
		written,
		sizes,
		clock,
		fail: (error: Error) => {
			failure = error;
		},
	};
}
