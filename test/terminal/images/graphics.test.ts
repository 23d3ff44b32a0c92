import assert from 'node:assert/strict';
import {EventEmitter} from 'node:events';
import test from 'node:test';
import {
	drawSequence,
	eraseSequence,
	graphicsProtocol,
	graphicsQuery,
	parseGraphicsReport,
	type Graphic,
} from '../../../source/terminal/images/graphics.ts';
import {
	basicGraphics,
	queryGraphics,
	sixelRequest,
} from '../../../source/terminal/images/query-graphics.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';

const kittyResponse = '\u001B_Gi=1129272;OK\u001B\\';
const cellResponse = '\u001B[6;20;10t';
const none = {kitty: false, sixel: false, cell: null};

test('parses the report', () => {
	assert.deepEqual(parseGraphicsReport(''), none);
	assert.deepEqual(parseGraphicsReport(`x${kittyResponse}${cellResponse}\u001B[?62;4;22c`), {
		kitty: true,
		sixel: true,
		cell: {width: 10, height: 20},
	});
	assert.deepEqual(parseGraphicsReport('\u001B[?1;2c'), none);
	assert.deepEqual(
		parseGraphicsReport('\u001B_Gi=1129272;ENOTSUPPORTED\u001B\\\u001B[?64;14c'),
		none,
	);
	assert.deepEqual(parseGraphicsReport('\u001B[6;0;0t\u001B[?4c'), {...none, sixel: true});
});

test('prefers kitty, then iTerm2, then sixel', () => {
	const all = {kitty: true, sixel: true, cell: null};
	assert.equal(graphicsProtocol({}, all), 'kitty');
	assert.equal(graphicsProtocol({TERM_PROGRAM: 'WezTerm'}, {...all, kitty: false}), 'iterm');
	assert.equal(graphicsProtocol({LC_TERMINAL: 'iTerm2'}, none), 'iterm');
	assert.equal(graphicsProtocol({}, {...all, kitty: false}), 'sixel');
	assert.equal(graphicsProtocol({}, none), null);
	assert.equal(graphicsProtocol({TERM: 'xterm-kitty'}, none), null);
});

/** Starts `queryGraphics` on a fake terminal. `responses`: the chunks that the terminal sends for each request. */
function startQuery(
	env: Record<string, string>,
	responses: ReadonlyMap<string, readonly string[]>,
	size = {columns: 80, rows: 24},
) {
	const clock = new FakeClock();
	const written: string[] = [];
	const terminal = new EventEmitter();
	const support = queryGraphics({
		env,
		clock,
		size: () => size,
		write(request) {
			written.push(request);
			queueMicrotask(() => {
				for (const chunk of responses.get(request) ?? []) {
					terminal.emit('sent', chunk);
				}
			});
		},
		listen(listener) {
			terminal.on('sent', listener);
			return () => terminal.off('sent', listener);
		},
	});
	return {support, clock, written, terminal};
}

test('queries the terminal once, with a timeout', async () => {
	// In chunks, with a key between them.
	const [start, end] = [kittyResponse.slice(0, 5), kittyResponse.slice(5)];
	const chunks = ['j', start, end, cellResponse, '\u001B[?62c'];
	const kitty = startQuery({}, new Map([[graphicsQuery, chunks]]));
	assert.deepEqual(await kitty.support, {
		...basicGraphics,
		protocol: 'kitty',
		cell: {width: 10, height: 20},
	});
	assert.deepEqual(kitty.written, [graphicsQuery]);
	assert.deepEqual([kitty.terminal.listenerCount('sent'), kitty.clock.pending], [0, 0]);
	const silent = startQuery({}, new Map());
	silent.clock.advance(3000);
	assert.deepEqual(await silent.support, basicGraphics);
	assert.equal(silent.terminal.listenerCount('sent'), 0);
});

test('P1: queries the limits of sixel, which the terminal may not report', async () => {
	const attributes = '\u001B[?63;1;2;4;6;9;15;16;22;28c';
	const ask = async (graphics: string, limits: readonly string[], columns = 80, rows = 24) => {
		const responses = new Map([
			[graphicsQuery, [graphics + attributes]],
			[sixelRequest, limits],
		]);
		const requested = startQuery({}, responses, {columns, rows});

		if (limits.length === 0) {
			// The first response arrives, the second one never.
			while (requested.written.length < 2) {
				await Promise.resolve();
			}

			requested.clock.advance(3000);
		}

		const support = await requested.support;
		assert.deepEqual(
			[requested.written, requested.clock.pending],
			[[graphicsQuery, sixelRequest], 0],
		);
		return support;
	};
	const maxSize = {width: 1000, height: 1000};
	// xterm with `decGraphicsID: vt340`, which does not report the size of a cell.
	assert.deepEqual(
		await ask('', ['\u001B[?1;0;16S\u001B[?2;0;480;312S\u001B[?2;0;1000;', `1000S${attributes}`]),
		{protocol: 'sixel', cell: {width: 6, height: 13}, maxColors: 16, maxSize},
	);
	// A wider xterm, which limits the reported window to the maximum image size.
	assert.deepEqual(
		await ask('', [`\u001B[?2;0;1000;780S\u001B[?2;0;1000;1000S${attributes}`], 200, 60),
		{protocol: 'sixel', cell: {width: 6, height: 13}, maxColors: 256, maxSize},
	);
	// foot.
	assert.deepEqual(
		await ask(cellResponse, [
			`\u001B[?1;0;1024S\u001B[?2;0;1278;689S\u001B[?2;0;10000;10000S${attributes}`,
		]),
		{
			protocol: 'sixel',
			cell: {width: 10, height: 20},
			maxColors: 256,
			maxSize: {width: 10_000, height: 10_000},
		},
	);
	const unknown = {...basicGraphics, protocol: 'sixel'};
	assert.deepEqual(await ask('', [`\u001B[?1;3S\u001B[?2;3S\u001B[?2;3S${attributes}`]), unknown);
	assert.deepEqual(await ask('', [`\u001B[?1;0;0S\u001B[?2;0;0;0S${attributes}`]), unknown);
	assert.deepEqual(await ask('', []), unknown);
});

test('queries nothing in a multiplexer', async () => {
	for (const env of [{TMUX: 'a'}, {STY: 'b'}, {TERM: 'tmux-256color'}, {TERM: 'screen'}]) {
		const multiplexed = {...env, TERM_PROGRAM: 'iTerm.app'};
		const {support, written, terminal} = startQuery(multiplexed, new Map());
		assert.deepEqual([written, terminal.listenerCount('sent')], [[], 0]);
		assert.equal(await support, basicGraphics);
	}
});

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
