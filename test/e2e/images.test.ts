import assert from 'node:assert/strict';
import {suite, test, type TestContext} from 'node:test';
import {mediaFile} from '../../source/demo/media.ts';
import {serveFile, startMedia} from '../helpers/media-server.ts';
import type {TestService} from '../helpers/service.ts';
import type {TestTerminal} from '../helpers/terminal.ts';
import {picture} from './frame.ts';
import {finishedRun} from './runs.ts';
import {leave, watchOnScreen, type ScreenWatch, type WatchSetup} from './watch.ts';

/* oxlint-disable no-control-regex -- terminal output has control characters */
const kitty = '\u001B_Gi=1129272;OK\u001B\\';
const cellSize = '\u001B[6;16;8t';
/** The place and the first part of an image. */
const image = /\u001B\[(\d+);(\d+)H\u001B_Ga=T,f=100,i=\d+,C=1,q=2,m=[01];([^\u001B]+)\u001B\\/;
const pngSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Returns a `response` option that makes the test terminal answer queries of the program with `responses`. */
function claiming(responses: string): NonNullable<WatchSetup['response']> {
	return reply => (reply.endsWith('c') ? `${responses}\u001B[?62;4c` : reply);
}

async function openOutputs(t: TestContext, setup: Partial<WatchSetup>): Promise<ScreenWatch> {
	const run = finishedRun('A portrait', [{key: 'n9_images', file: 'portrait.png'}]);
	const watch = await watchOnScreen(t, {scenario: {runs: [run]}, ...setup});
	await watch.terminal.play(['', 'portrait.png'], ['4 z', /▣ portrait\.png +96×96 +912 B/]);
	return watch;
}

/** Waits until the output of the program after byte `from` contains or matches `part`. Returns this output. */
async function written(
	terminal: TestTerminal,
	from: number,
	part: string | RegExp,
): Promise<string> {
	const output = () => terminal.raw().subarray(from).toString('latin1');
	await terminal.waitFor(() =>
		typeof part === 'string' ? output().includes(part) : part.test(output()),
	);
	return output();
}

/** Opens the help over the image, and closes it: the image is erased, and drawn again. */
async function assertCovered(terminal: TestTerminal, drawing: string, erasing: string) {
	const from = terminal.raw().length;
	await terminal.play(['?', /▸Help ─/]);
	const erased = await written(terminal, from, erasing);
	assert.ok(!erased.includes(drawing), 'the image is drawn over the help');
	const end = terminal.raw().length;
	await terminal.play(['esc', 'PNG 96×96']);
	await written(terminal, end, drawing);
}

function fetches({recorded}: TestService): number {
	return recorded.filter(({headers, path}) => !headers.range && path.includes('portrait')).length;
}

suite('images by terminal protocols', {concurrency: 2}, () => {
	test('kitty gets a centered PNG, which the help covers, ctrl+l draws again, and the exit deletes', async t => {
		const {terminal, service} = await openOutputs(t, {response: claiming(kitty + cellSize)});
		const before = picture(terminal, 80);
		await terminal.play(['v', 'PNG 96×96']);
		const [, row, column, payload = ''] = image.exec(await written(terminal, 0, image)) ?? [];
		assert.deepEqual([row, column], ['4', '23']);
		assert.deepEqual(Buffer.from(payload, 'base64').subarray(0, 8), pngSignature);
		assert.ok(!terminal.screen().join('').includes('▀'), 'its cells are empty');
		await assertCovered(terminal, 'a=T', 'a=d,d=I,i=');
		assert.equal(fetches(service), 1);
		let from = terminal.raw().length;
		terminal.press('ctrl+l');
		await written(terminal, from, 'a=T');
		from = terminal.raw().length;
		await terminal.play(['esc', '▸4 Outputs 1']);
		await written(terminal, from, /\u001B_Ga=d,d=I,i=\d+,q=2\u001B\\/);
		assert.deepEqual(picture(terminal, 80), before);
		await terminal.play(['v', 'PNG 96×96']);
		await written(terminal, from, 'm=0;');
		assert.equal(terminal.raw().toString('latin1').split('a=q').length, 2, 'one query');
		from = terminal.raw().length;
		await leave(terminal, ['ctrl+c'], 130);
		const last = terminal.raw().subarray(from).toString('latin1');
		assert.ok(last.includes('a=d,d=I'));
		assert.ok(last.indexOf('a=d,d=I') < last.indexOf('[?1049l'));
	});

	test('iTerm2 gets an inline file, and all cells are drawn again afterwards', async t => {
		const {terminal} = await openOutputs(t, {env: {TERM_PROGRAM: 'iTerm.app'}});
		const before = picture(terminal, 80);
		terminal.press('v');
		const inline =
			/\u001B\]1337;File=inline=1;size=(\d+);width=36;height=18;preserveAspectRatio=1;doNotMoveCursor=1:([^\u0007]+)\u0007/;
		const [, size, payload = ''] = inline.exec(await written(terminal, 0, inline)) ?? [];
		const file = Buffer.from(payload, 'base64');
		assert.equal(file.length, Number(size));
		assert.deepEqual(file.subarray(0, 8), pngSignature);
		const from = terminal.raw().length;
		await terminal.play(['esc', '▸4 Outputs 1']);
		// The header is drawn again, although it did not change.
		await written(terminal, from, 'since');
		await terminal.waitFor('▸4 Outputs 1');
		assert.deepEqual(picture(terminal, 80), before);
	});

	test('the help covers a sixel image, which is erased by drawing its cells, and drawn again', async t => {
		const {terminal, service} = await openOutputs(t, {response: claiming('\u001B[6;12;6t')});
		terminal.press('v');
		await written(terminal, 0, '\u001BP0;1;q');
		await assertCovered(terminal, '\u001BP0;1;q', 'since');
		assert.equal(fetches(service), 1);
	});

	test('the help covers half blocks, and an image that is still loading', async t => {
		const loading = Promise.withResolvers<() => void>();
		const file = mediaFile('portrait.png')?.body ?? '';
		const {address} = await startMedia(t, (request, response) => {
			const serve = (): void => {
				serveFile(request, response, {
					body: Buffer.from(file),
					headers: {'content-type': 'image/png'},
				});
			};

			if (request.headers.range === undefined) {
				loading.resolve(serve);
			} else {
				serve();
			}
		});
		const output = {key: 'n9_images', value: address('/a.png').href} as const;
		const {terminal} = await watchOnScreen(t, {
			scenario: {runs: [finishedRun('A portrait', [output])]},
			env: {COLORTERM: 'truecolor'},
		});
		await terminal.waitFor('a.png');
		terminal.press('4', 'v');
		const serve = await loading.promise;
		await terminal.play(['?', /▸Help ─/]);
		serve();
		const help = await terminal.play(['esc', /PNG 96×96[^]*▀/], ['?', /▸Help ─/]);
		assert.ok(!help.join('').includes('▀'));
		await terminal.play(['?', /PNG 96×96[^]*▀/]);
	});

	test('a resize queries the cell size again', async t => {
		let cell = '\u001B[6;16;8t';
		const {terminal} = await openOutputs(t, {
			response: reply => claiming(kitty + cell)(reply),
		});
		const shown = async (from: number) => {
			const drawn = await written(terminal, from, /\u001B_Ga=T[^]*m=0;[^]*\u001B8/);
			const [, , column = '', payload = ''] = image.exec(drawn) ?? [];
			// A PNG begins with its width.
			return [Number(column), Buffer.from(payload, 'base64').readUInt32BE(16)];
		};
		terminal.press('v');
		// 76 x 21 cells are 608 x 336 pixels.
		assert.deepEqual(await shown(0), [23, 3 * 96]);
		const from = terminal.raw().length;
		// With a larger font 66 x 17 cells are 660 x 340 pixels.
		cell = '\u001B[6;24;10t';
		terminal.resize(70, 20);
		assert.deepEqual(await shown(from), [16, 4 * 96]);
	});
});
