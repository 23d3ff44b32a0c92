/* oxlint-disable no-control-regex -- what programs write to terminals is full of them. */
import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import type {RunScript} from '../../source/demo/index.ts';
import {graphicsQuery} from '../../source/terminal/images/graphics.ts';
import {serveFile, startMedia} from '../helpers/media-server.ts';
import {pngOf, samplePicture} from '../helpers/picture-samples.ts';
import {readGraphic, readHalfBlocks} from '../helpers/read-graphic.ts';
import {assertShown} from '../helpers/shown-picture.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {picture} from './frame.ts';
import {finishedRun} from './runs.ts';
import {watchOnScreen, type ScreenWatch, type WatchSetup} from './watch.ts';

const run: RunScript = {
	...finishedRun('A portrait'),
	ending: {
		kind: 'succeeded',
		outputs: [{key: 'n9_images', kind: 'file', file: 'portrait.png'}],
	},
};

const cells = '\u001B[6;16;8t';
/** A whole picture of sixels or by kitty's protocol. */
const graphic = /\u001B\[\d+;\d+H\u001B(?:P0;|_Ga=T)[^]*\u001B8/;
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What a terminal says that is another than the one of the tests. */
function claiming(responses: string): NonNullable<WatchSetup['response']> {
	return reply => (reply.endsWith('c') ? `${responses}\u001B[?62;4c` : reply);
}

async function openShelf(t: TestContext, setup: Partial<WatchSetup>): Promise<TestTerminal> {
	return (await openedShelf(t, setup)).terminal;
}

async function openedShelf(t: TestContext, setup: Partial<WatchSetup>): Promise<ScreenWatch> {
	const watch = await watchOnScreen(t, {scenario: {runs: [run]}, ...setup});
	const {terminal} = watch;
	await terminal.waitFor('n9_images');
	terminal.press('4', 'z');
	await terminal.waitFor(/▣ image {2}n9_images +912 B/);
	return watch;
}

/** What was written after the picture was asked for, once that has something in it. */
async function written(terminal: TestTerminal, from: number, part: string): Promise<string> {
	await terminal.waitFor(() => terminal.raw().subarray(from).includes(part));
	return terminal.raw().subarray(from).toString('latin1');
}

suite('pictures by the terminal', {concurrency: 2}, () => {
	test('a kitty terminal gets a centred PNG, and the command to delete it', async t => {
		const terminal = await openShelf(t, {
			response: claiming(`\u001B_Gi=1129272;OK\u001B\\${cells}`),
		});
		const before = picture(terminal, 80);
		terminal.press('v');
		await terminal.waitFor('PNG 96x96');
		const drawn = await written(terminal, 0, 'm=0;');
		assert.equal(drawn.split(Buffer.from(graphicsQuery).toString('latin1')).length, 2);
		const [, row, column, payload = ''] =
			/\u001B\[(\d+);(\d+)H\u001B_Ga=T,f=100,i=1129272,C=1,q=2,m=0;([^\u001B]+)\u001B\\/.exec(
				drawn,
			) ?? [];
		assert.deepEqual([row, column], ['4', '23']);
		assert.deepEqual(Buffer.from(payload, 'base64').subarray(0, 8), signature);
		// Its place is empty: the picture is not in the cells.
		assert.ok(!terminal.screen().join('').includes('▀'));
		const from = terminal.raw().length;
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 1');
		await written(terminal, from, '\u001B_Ga=d,d=I,i=1129272,q=2\u001B\\');
		assert.deepEqual(picture(terminal, 80), before);
		// The terminal is asked once.
		terminal.press('v');
		await terminal.waitFor('PNG 96x96');
		const all = await written(terminal, from, 'm=0;');
		assert.ok(!all.includes('a=q'));
	});

	test('iTerm2 gets it inline, and all cells are drawn anew when it goes', async t => {
		const terminal = await openShelf(t, {env: {TERM_PROGRAM: 'iTerm.app'}});
		const before = picture(terminal, 80);
		terminal.press('v');
		const drawn = await written(terminal, 0, ']1337;File=');
		const [, size, payload = ''] =
			/\u001B\]1337;File=inline=1;size=(\d+);width=36;height=18;preserveAspectRatio=1;doNotMoveCursor=1:([^\u0007]+)\u0007/.exec(
				drawn,
			) ?? [];
		const file = Buffer.from(payload, 'base64');
		assert.equal(file.length, Number(size));
		assert.deepEqual(file.subarray(0, 8), signature);
		const from = terminal.raw().length;
		terminal.press('esc');
		await terminal.waitFor('▸Outputs 1');
		// The header is written again too, which had not changed.
		await written(terminal, from, 'chenyu-top');
		await terminal.waitFor('▸Outputs 1');
		assert.deepEqual(picture(terminal, 80), before);
	});

	for (const [name, responses, setup] of [
		['kitty pictures', `\u001B_Gi=1129272;OK\u001B\\\u001B[6;17;9t`, {protocol: 'kitty'}],
		['sixel pictures', '\u001B[6;17;9t', {protocol: 'sixel'}],
		[
			'sixel pictures with 16 color registers',
			// As xterm reports it: the window instead of the cell.
			'\u001B[?1;0;16S\u001B[?2;0;720;408S\u001B[?2;0;1000;300S',
			{protocol: 'sixel', maxColors: 16, maxSize: {width: 1000, height: 300}},
		],
		['half blocks', null, {protocol: 'cells'}],
	] as const) {
		test(`P1: ${name} are as the original, and no response acts as a key (T12)`, async t => {
			const original = samplePicture('photo', 150, 110);
			const file = await pngOf(original);
			const {address} = await startMedia(t, (request, response) => {
				serveFile(request, response, {body: file, headers: {'content-type': 'image/png'}});
			});
			const outputs = [
				{key: 'n9_images', kind: 'address', address: address('/a.png').href},
			] as const;
			const {terminal} = await watchOnScreen(t, {
				scenario: {runs: [{...run, ending: {kind: 'succeeded', outputs}}]},
				env: {COLORTERM: 'truecolor'},
				...(responses === null ? {} : {response: claiming(responses)}),
			});
			await terminal.waitFor('n9_images');
			terminal.press('4', 'v');
			await terminal.waitFor('PNG 150x110');
			const cell = {width: 9, height: 17};
			const size = {columns: 80, rows: 24};
			const defaults = {maxColors: 256, maxSize: null, cell, ...size};

			if (setup.protocol !== 'cells') {
				await terminal.waitFor(() => graphic.test(terminal.raw().toString('latin1')));
			}

			const shown =
				setup.protocol === 'cells'
					? readHalfBlocks(terminal.cell.bind(terminal), size.columns, size.rows)
					: await readGraphic(terminal.raw().toString('latin1'), cell);
			assertShown(original, shown, {...defaults, ...setup});
			assert.match(terminal.screen().join('\n'), /n9_images ─ a\.png ─ PNG 150x110/);
		});
	}

	for (const [name, answers, drawing, erasing] of [
		['kitty', `\u001B_Gi=1129272;OK\u001B\\${cells}`, 'a=T', 'a=d,d=I,i=1129272'],
		['sixel', '\u001B[6;12;6t', '\u001BP0;1;q', null],
	] as const) {
		test(`? and F1 open the help over a ${name} picture, and closing it shows the picture again`, async t => {
			const {terminal, service} = await openedShelf(t, {response: claiming(answers)});
			terminal.press('v');
			await written(terminal, 0, drawing);

			for (const [open, close] of [
				['?', 'esc'],
				['f1', 'f1'],
				['?', 'q'],
			] as const) {
				const from = terminal.raw().length;
				terminal.press(open);
				await terminal.waitFor(/▸Help ─/);

				// What draws no picture over the cells takes it away.
				const away =
					erasing === null
						? await written(terminal, from, 'chenyu-top')
						: await written(terminal, from, erasing);
				assert.ok(!away.includes(drawing), 'the picture is drawn over the help');
				const end = terminal.raw().length;
				terminal.press(close);
				await terminal.waitFor('PNG 96x96');
				await written(terminal, end, drawing);
			}

			const fetched = service.recorded.filter(
				({method, path}) => method === 'GET' && path.includes('portrait'),
			);
			assert.equal(fetched.length, 1);
			terminal.press('esc');
			await terminal.waitFor('▸Outputs 1');
		});
	}

	test('? opens the help over half blocks, and over a picture that is still fetched', async t => {
		const body = await pngOf(samplePicture('photo', 150, 110));
		const fetching = Promise.withResolvers<() => void>();
		const {address} = await startMedia(t, (request, response) => {
			if (request.method === 'HEAD') {
				serveFile(request, response, {body, headers: {'content-type': 'image/png'}});
			} else {
				fetching.resolve(() => {
					serveFile(request, response, {body, headers: {'content-type': 'image/png'}});
				});
			}
		});
		const outputs = [{key: 'n9_images', kind: 'address', address: address('/a.png').href}] as const;
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [{...run, ending: {kind: 'succeeded', outputs}}]},
			env: {COLORTERM: 'truecolor'},
		});
		await terminal.waitFor('n9_images');
		terminal.press('4', 'v');
		const serve = await fetching.promise;
		terminal.press('?');
		await terminal.waitFor(/▸Help ─/);
		serve();
		terminal.press('esc');
		await terminal.waitFor(/PNG 150x110[^]*▀/);
		terminal.press('?');
		const help = await terminal.waitFor(/▸Help ─/);
		assert.ok(!help.join('').includes('▀'));
		terminal.press('?');
		await terminal.waitFor(/PNG 150x110[^]*▀/);
	});

	test('a resize requests the size of a cell again', async t => {
		let cell = {width: 8, height: 16};
		const terminal = await openShelf(t, {
			response: reply =>
				claiming(`\u001B_Gi=1129272;OK\u001B\\\u001B[6;${cell.height};${cell.width}t`)(reply),
		});
		const shown = async (from: number) => {
			await terminal.waitFor(() => graphic.test(terminal.raw().subarray(from).toString('latin1')));
			return readGraphic(terminal.raw().subarray(from).toString('latin1'), cell);
		};
		terminal.press('v');
		// 76 x 21 cells are 608 x 336 pixels.
		assert.equal((await shown(0)).pixels.width, 3 * 96);
		const from = terminal.raw().length;
		// A larger font: 66 x 17 cells are 660 x 340 pixels.
		cell = {width: 10, height: 24};
		terminal.resize(70, 20);
		const {left, pixels} = await shown(from);
		assert.deepEqual([pixels.width, left], [4 * 96, 2 * 10 + 13 * 10]);
	});

	test('a picture stays when the screen is drawn anew, and goes when the terminal is left', async t => {
		const terminal = await openShelf(t, {
			response: claiming(`\u001B_Gi=1129272;OK\u001B\\${cells}`),
		});
		terminal.press('v');
		await written(terminal, 0, 'a=T');
		const from = terminal.raw().length;
		terminal.press('ctrl+l');
		await written(terminal, from, 'a=T');
		const end = terminal.raw().length;
		terminal.press('ctrl+c');
		await terminal.exit;
		const last = terminal.raw().subarray(end).toString('latin1');
		assert.ok(last.includes('a=d,d=I'));
		assert.ok(last.indexOf('a=d,d=I') < last.indexOf('[?1049l'));
	});
});
