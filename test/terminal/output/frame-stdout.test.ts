import assert from 'node:assert/strict';
import {test} from 'node:test';
import {FrameStdout} from '../../../source/terminal/output/frame-stdout.ts';
import {
	drawSequence,
	eraseSequence,
	type PlacedImage,
} from '../../../source/terminal/output/images.ts';
import {hyperlink} from '../../../source/terminal/status-sequences.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

const enter = '\u001B[?1049h';
const leave = '\u001B[?1049l';
const hide = '\u001B[?25l';
const erase = '\u001B[1;1H\u001B[J';
const begin = '\u001B[?2026h';
const end = '\u001B[?2026l';

/** As one synchronized update. */
const update = (output: string) => begin + output + end;
/** A row that is written, from 1. */
const row = (number: number, text: string) => `\u001B[${number};1H${text}`;
const eraseToEnd = '\u001B[K';

test('sends the rows that change, in one write, and nothing if none does', () => {
	const {stdout, written} = drawing();
	stdout.write(enter);
	frame(stdout, 'one\ntwo');
	assert.deepEqual(written, [enter, update(hide + erase + row(1, 'one') + row(2, 'two'))]);
	frame(stdout, 'one\ntoo');
	frame(stdout, 'one\ntoo');
	frame(stdout, 'on\nto');
	const narrower = row(1, 'on') + eraseToEnd + row(2, 'to') + eraseToEnd;
	assert.deepEqual(written.slice(2), [update(row(2, 'too')), update(narrower)]);
	assert.deepEqual([stdout.columns, stdout.rows, stdout.isTTY], [80, 24, true]);
});

test('of a row, what is equal at both ends is not sent', () => {
	const {stdout, written} = drawing();
	const line = (log: string) =>
		`\u001B[2m│\u001B[22m runs \u001B[36m│\u001B[39m${log}\u001B[2m│\u001B[22m`;
	const log = '\u001B[1m日志 1\u001B[22m';
	frame(stdout, line(log));
	frame(stdout, line(log.replace('1\u001B', '2\u001B')));
	frame(stdout, line('日志 12'));
	assert.deepEqual(written.slice(1), [
		update('\u001B[1;9H\u001B[1m日志 2\u001B[22m'),
		update('\u001B[1;9H日志 12\u001B[2m│\u001B[22m'),
	]);
	const link = (label: string) =>
		`\u001B[4m${hyperlink(label, new URL('https://example.com'))}\u001B[24m`;
	frame(stdout, `${link('a.png')} ok`);
	frame(stdout, `${link('b.png')} ok`);
	assert.equal(written.at(-1), update(`\u001B[1;1H${link('b.png')}`));
});

test('a row with text of uncertain width is erased first, and the cursor is moved after the text', () => {
	const {stdout, written} = drawing({columns: 20, rows: 3});
	const whole = (text: string) => row(1, `${eraseToEnd}\u001B[?7l${text}\u001B[?7h`);
	const heart = (count: number) =>
		whole(`\u001B[31mrun ${count}   \u001B[7G❤️\u001B[9G a\u001B[39m`);
	frame(stdout, '\u001B[31mrun 1 ❤️ a\u001B[39m\nplain');
	frame(stdout, '\u001B[31mrun 2 ❤️ a\u001B[39m\nplain');
	frame(stdout, 'a plain row\nplain');
	assert.deepEqual(written, [
		update(`${hide}${erase}${heart(1)}${row(2, 'plain')}`),
		update(heart(2)),
		update(whole('a plain row')),
	]);
});

test('after a resize the last frame is drawn whole as soon as a frame fits', () => {
	const {stdout, written, sizes} = drawing({columns: 20, rows: 2});
	stdout.resize(30, 3);
	assert.deepEqual([written, sizes], [[], [[30, 3]]], 'no frame yet');
	frame(stdout, 'one\ntwo');
	stdout.resize(3, 2);
	assert.equal(written.at(-1), update(erase + row(1, 'one') + row(2, 'two')), 'it fits');
	const count = written.length;
	stdout.resize(2, 2);
	frame(stdout, 'one\ntoo');
	stdout.resize(3, 1);
	assert.equal(written.length, count, 'too wide, then too high');
	frame(stdout, 'too');
	assert.equal(written.at(-1), update(erase + row(1, 'too')));
	stdout.resize(3, 1);
	assert.equal(written.at(-1), update(erase + row(1, 'too')), 'a repaint');
	assert.equal(written.length, count + 2);
	const resizes = [
		[30, 3],
		[3, 2],
		[2, 2],
		[3, 1],
	];
	assert.deepEqual(sizes, resizes, 'Ink draws for each new size, and is not asked for a repaint');
});

test('suspended, it draws nothing and ignores resizes; then one whole frame', () => {
	const {stdout, written, sizes} = drawing();
	frame(stdout, 'one');
	stdout.suspend();
	stdout.write(leave);
	stdout.resize(90, 20);
	assert.deepEqual([written.length, sizes], [2, []]);
	stdout.write(enter);
	frame(stdout, 'two');
	stdout.resume();
	stdout.resize(90, 20);
	assert.deepEqual(written.slice(2), [enter, update(hide + erase + row(1, 'two'))]);
	assert.deepEqual(sizes, [[90, 20]]);
});

const titled = 'title\n\n\nfooter';
const place = {left: 3, top: 1};
const kitty: PlacedImage = {
	image: {protocol: 'kitty', columns: 2, rows: 2, payload: 'AAAA'},
	...place,
};
const sixel: PlacedImage = {
	image: {protocol: 'sixel', columns: 2, rows: 2, payload: '\u001BPq~\u001B\\'},
	...place,
};

test('an image is drawn with the frame that empties its cells, or soon if none comes', () => {
	const {stdout, written, clock} = drawing();
	frame(stdout, 'title\nloading\n\nfooter');
	stdout.setImages([kitty]);
	stdout.setImages([{...kitty}]);
	frame(stdout, titled);
	assert.deepEqual(written.slice(1), [update(row(2, '') + eraseToEnd + drawSequence(kitty))]);
	clock.advance(1000);
	assert.equal(written.length, 2);
	const other = {...kitty, left: 9};
	stdout.setImages([kitty, other]);
	clock.advance(1000);
	assert.equal(written[2], update(drawSequence(other)));
	assert.equal(clock.pending, 0);
});

test('an image is drawn again when its rows are written, or the whole screen, but not beside other rows', () => {
	for (const placed of [kitty, sixel]) {
		const {stdout, written} = drawing();
		stdout.setImages([placed]);
		frame(stdout, titled);
		written.splice(0);
		frame(stdout, titled.replace('title', 'clock'));
		assert.deepEqual(written, [update(row(1, 'clock'))]);
		frame(stdout, 'clock\n\nbeside\nfooter');
		assert.equal(written[1], update(row(3, 'beside') + drawSequence(placed)));
		stdout.resize(80, 24);
		assert.ok(written[2]?.endsWith(drawSequence(placed) + end));
	}
});

test('while suspended and at the end images are erased, and nothing is drawn', () => {
	const {stdout, written, clock} = drawing();
	stdout.setImages([kitty]);
	frame(stdout, titled);
	stdout.suspend();
	assert.equal(written.at(-1), eraseSequence(kitty));
	stdout.setImages([{...kitty, left: 5}]);
	clock.advance(1000);
	assert.equal(written.at(-1), eraseSequence(kitty));
	stdout.resume();
	stdout.resize(80, 24);
	assert.ok(written.at(-1)?.endsWith(drawSequence({...kitty, left: 5}) + end));
	stdout.finish('\u001B[?25h');
	frame(stdout, 'the last frame');
	stdout.resize(100, 30);
	assert.deepEqual(written.slice(-2), [eraseSequence({...kitty, left: 5}), '\u001B[?25h']);
});

test('while the terminal takes nothing frames are dropped, but not the end', () => {
	const {stdout, written} = drawing({isSlow: true});
	frame(stdout, 'one');
	frame(stdout, 'two');
	stdout.finish('\u001B[?25h');
	assert.deepEqual(written.slice(1), ['\u001B[?25h']);
});

test('emits errors of the terminal', async () => {
	const {stdout} = drawing({failure: new Error('EIO')});
	const failed = Promise.withResolvers<Error>();
	stdout.on('error', failed.resolve);
	frame(stdout, 'one');
	assert.equal((await failed.promise).message, 'EIO');
});

/** Writes a frame as Ink does: erases the two lines of the previous frame, then writes `text`. */
function frame(stdout: FrameStdout, text: string): void {
	stdout.write(`\u001B[2K\u001B[1A\u001B[2K\u001B[G${text}`);
}

/** @param isSlow Whether the terminal never calls back after a write. */
function drawing({columns = 80, rows = 24, isSlow = false, failure = null as Error | null} = {}) {
	const written: string[] = [];
	const clock = new FakeClock();
	const stdout = new FrameStdout(
		{
			write(chunk, callback) {
				written.push(String(chunk));

				if (!isSlow) {
					callback(failure);
				}

				return true;
			},
		},
		{columns, rows},
		clock,
	);
	const sizes: Array<readonly [number, number]> = [];
	stdout.on('resize', () => {
		sizes.push([stdout.columns, stdout.rows]);
	});
	return {stdout, written, sizes, clock};
}
