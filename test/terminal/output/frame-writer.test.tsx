import {forcedLevel} from '../../helpers/force-color.ts';
import assert from 'node:assert/strict';
import {Writable} from 'node:stream';
import {suite, test} from 'node:test';
import fc from 'fast-check';
import {Box, render, Text} from 'ink';
import {FrameWriter} from '../../../source/terminal/output/frame-writer.ts';
import {hyperlink} from '../../../source/terminal/hyperlink.ts';
import {truncate, padOrTruncate} from '../../../source/terminal/width.ts';
import {VirtualScreen} from '../../helpers/virtual-screen.ts';
import {screenOptions} from '../../helpers/stand-in-terminal.ts';

type Piece = {
	readonly text: string;
	readonly color: string;
	readonly bold: boolean;
	readonly dim: boolean;
};

const piece = fc.record({
	text: fc.oneof(
		fc.string({unit: fc.constantFrom(...'abc 012.%│━')}),
		fc.string({unit: fc.constantFrom('晨', '羽', 'a', '1', '、')}),
		fc.string({unit: fc.constantFrom('👍🏽', 'é', '한', 'x', 'ก', '❤️')}),
		fc.constant(hyperlink('open', new URL('https://example.com/a?b=1'))),
	),
	color: fc.constantFrom('', '', 'red', '#12ab34', 'blueBright'),
	bold: fc.boolean(),
	dim: fc.boolean(),
});
const row = fc.array(piece, {maxLength: 4});
/** Replaces the end of one row, since most rows of a frame do not change. */
const change = fc.record({at: fc.nat(11), row, keep: fc.nat(6)});

/** Writes Ink's output to two screens: to one unchanged, to the other through a `FrameWriter`. */
class Both extends Writable {
	readonly isTTY = true;
	columns = 30;
	rows = 12;
	readonly asIs = new VirtualScreen(30, 12, () => {});
	readonly shortened = new VirtualScreen(30, 12, () => {});
	readonly bytes = {asIs: 0, shortened: 0};
	readonly #writer = new FrameWriter();

	override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
		const output = String(chunk);
		const short = this.#writer.shorten(output, this);
		this.bytes.asIs += Buffer.byteLength(output);
		this.bytes.shortened += Buffer.byteLength(short);
		// The terminal driver does the same (ONLCR).
		this.asIs.write(output.replaceAll('\n', '\r\n'), () => {});
		this.shortened.write(short, () => {});
		callback();
	}

	resize(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.asIs.resize(columns, rows);
		this.shortened.resize(columns, rows);
		this.emit('resize');
	}

	async assertSame(): Promise<void> {
		await new Promise<void>(resolve => {
			this.asIs.write('', resolve);
		});
		await new Promise<void>(resolve => {
			this.shortened.write('', resolve);
		});
		assert.deepEqual(this.shortened.lines(), this.asIs.lines());

		for (let y = 0; y < this.rows; y++) {
			for (let x = 0; x < this.columns; x++) {
				assert.deepEqual(
					this.#appearance(this.shortened, x, y),
					this.#appearance(this.asIs, x, y),
					`${x}, ${y}`,
				);
			}
		}
	}

	#appearance(screen: VirtualScreen, x: number, y: number): unknown {
		const cell = screen.cell(x, y);
		// A cell that was never written is empty and looks like a space.
		return {...cell, text: cell.width === 1 && cell.text === '' ? ' ' : cell.text};
	}
}

function Frame({
	rows,
	size,
}: {
	readonly rows: ReadonlyArray<readonly Piece[]>;
	readonly size: Both;
}) {
	return (
		<Box flexDirection="column" width={size.columns} height={size.rows}>
			{rows.slice(0, size.rows).map((pieces, index) => (
				<Text key={index} wrap="truncate">
					{' '}
					{pieces.map(({text, color, bold, dim}, place) => (
						<Text key={place} bold={bold} dimColor={dim} {...(color !== '' && {color})}>
							{text.includes('\u001B') ? text : truncate(text, 9)}
						</Text>
					))}
				</Text>
			))}
		</Box>
	);
}

function draw(size: Both, rows: ReadonlyArray<readonly Piece[]>) {
	return render(<Frame rows={rows} size={size} />, {
		...screenOptions(size as unknown as NodeJS.WriteStream),
		maxFps: 1000,
	});
}

suite('FrameWriter', () => {
	test("the screen is the same as with Ink's own output", async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(row, {minLength: 12, maxLength: 12}),
				fc.array(fc.array(change, {maxLength: 3}), {minLength: 1, maxLength: 8}),
				async (first, changes) => {
					const both = new Both();
					let rows: ReadonlyArray<readonly Piece[]> = first;
					const screen = draw(both, rows);
					await screen.waitUntilRenderFlush();
					await both.assertSame();

					for (const [index, step] of changes.entries()) {
						for (const {at, row: fresh, keep} of step) {
							rows = rows.with(at, [...(rows[at] ?? []).slice(0, keep), ...fresh].slice(0, 3));
						}

						// Losing a row makes Ink repaint; see `DiffingStdout`.
						if (index === 4) {
							both.resize(24, 12);
							both.resize(24, 11);
						}

						screen.rerender(<Frame rows={rows} size={both} />);
						await screen.waitUntilRenderFlush();
						await both.assertSame();
					}

					screen.unmount();
					await screen.waitUntilExit();
				},
			),
			{numRuns: 60},
		);
	});

	test('a changed digit costs a cursor move and the digit', async () => {
		assert.equal(forcedLevel, '1', 'colors are enabled');
		const both = new Both();
		const rowsAt = (digit: string) =>
			Array.from({length: 12}, (_, index) => [
				{text: index === 5 ? `run ${digit}` : 'run 0', color: 'red', bold: false, dim: false},
				{text: '│ 晨羽智云', color: '', bold: false, dim: true},
			]);
		const screen = draw(both, rowsAt('1'));
		await screen.waitUntilRenderFlush();
		const before = {...both.bytes};
		screen.rerender(<Frame rows={rowsAt('2')} size={both} />);
		await screen.waitUntilRenderFlush();
		const synchronized = '\u001B[?2026h\u001B[?2026l'.length;
		const bytes = both.bytes.shortened - before.shortened - synchronized;
		assert.ok(bytes <= '\u001B[6;6H\u001B[31m2\u001B[0m'.length, `${bytes} bytes`);
		assert.ok(both.bytes.asIs - before.asIs > 3 * bytes);
		await both.assertSame();
		screen.unmount();
		await screen.waitUntilExit();
	});

	test('digits changed below each other cost IND and BS each', () => {
		const writer = new FrameWriter();
		const size = {columns: 40, rows: 4};
		const rows = (digits: string) =>
			[...digits].map(digit => `the remaining seconds are ${digit} or so`).join('\r\n');
		writer.shorten(`\u001B[?1049h${rows('1111')}`, size);
		const below = '\u001BD\u0008';
		assert.equal(
			writer.shorten(`\u001B[1;1H${rows('2232')}`, size),
			`\u001B[1;27H2${below}2${below}3${below}2`,
		);
		assert.equal(writer.shorten(`\u001B[1;1H${rows('4235')}`, size), '\u001B[1;27H4\u001B[4;27H5');
	});

	test('moves the cursor explicitly after text of uncertain width', () => {
		const writer = new FrameWriter();
		const size = {columns: 20, rows: 3};
		const emoji = '  \u001B[1;7H❤️\u001B[1;9H';
		assert.equal(
			writer.shorten('\u001B[?1049hrun 1 ❤️ a\r\nplain tex 1', size),
			`\u001B[?1049h\u001B[1;1H\u001B[J\u001B[1;1Hrun 1\u001B[C${emoji} a\u001B[K\r\nplain tex 1`,
		);
		assert.equal(
			writer.shorten('\u001B[1;1Hrun 1 ❤️ c\r\nplain tex 2', size),
			'\u001B[1;10Hc\u001B[B2',
		);
		// A change of the uncertain text rewrites the rest of the row.
		assert.equal(
			writer.shorten('\u001B[1;7H👍', size),
			'\u001B[1;7H  \u001B[1;7H👍\u001B[1;9H c\u001B[K',
		);
	});

	test('keeps columns on terminals with other emoji widths', async () => {
		const emoji = fc.string({unit: fc.constantFrom('👍🏽', '❤️', '🐱', '👨‍👩‍👧', 'é', 'ก', 'ab', '晨')});
		const digits = fc.integer({min: 0, max: 9_999_999_999}).map(count => `${count}`.padStart(10));
		const rows = fc.array(fc.tuple(emoji, digits, emoji), {minLength: 3, maxLength: 3});
		const size = {columns: 29, rows: 3};
		await fc.assert(
			fc.asyncProperty(fc.array(rows, {minLength: 2, maxLength: 6}), async frames => {
				const writer = new FrameWriter();
				const old = new VirtualScreen(size.columns, size.rows, () => {}, true);

				for (const [index, frame] of frames.entries()) {
					const text = frame
						.map(
							([left, count, right]) =>
								`${padOrTruncate(left, 9)}${count}${padOrTruncate(right, 9)}│`,
						)
						.join('\r\n');
					const start = index === 0 ? '\u001B[?1049h' : '\u001B[1;1H';
					await new Promise<void>(resolve => {
						old.write(writer.shorten(start + text, size), resolve);
					});
					const seen = frame.map((_, at) =>
						Array.from({length: size.columns}, (_cell, column) => old.cell(column, at).text),
					);
					assert.deepEqual(
						seen.map(cells => [cells.slice(9, 19).join('').padStart(10), cells[28]]),
						frame.map(([, count]) => [count, '│']),
					);
				}
			}),
			{numRuns: 200},
		);
	});

	test('passes unknown sequences through, and everything after them until the next repaint', () => {
		const writer = new FrameWriter();
		const size = {columns: 20, rows: 3};
		assert.equal(writer.shorten('\u001B[?1049h', size), '\u001B[?1049h\u001B[1;1H\u001B[J');
		assert.equal(writer.shorten('one', size), '\u001B[1;1Hone');
		assert.equal(writer.shorten('\u001B[1Gone', size), '');
		assert.equal(writer.shorten('\u001B[5S', size), '\u001B[5S');
		assert.equal(writer.shorten('\u001B[1Gone', size), '\u001B[1Gone');
		const anew = '\u001B[1;1H\u001B[J';
		assert.equal(writer.shorten(`${anew}two`, size), `${anew}\u001B[1;1Htwo`);
		assert.equal(writer.shorten('\u001B[1Gtoo', size), '\u001B[1;2Ho');
	});

	test('D10: entering erases, since the terminal may have no alternate screen', () => {
		const enter = '\u001B[?1049h';
		const erase = '\u001B[1;1H\u001B[J';
		const writer = new FrameWriter();
		const size = {columns: 20, rows: 3};
		assert.equal(writer.shorten(enter, size), enter + erase);
		writer.shorten('one\r\ntwo', size);
		assert.equal(writer.shorten(enter, size), erase, 'once more');
		writer.shorten('\u001B[?1049l', size);
		assert.equal(writer.shorten(enter, size), enter + erase, 'after leaving');
	});

	test('scrolling makes the screen unknown', () => {
		const writer = new FrameWriter();
		const size = {columns: 20, rows: 2};
		writer.shorten('\u001B[?1049h', size);
		assert.equal(writer.shorten('a\nb\nc', size), 'a\nb\nc');
		assert.equal(writer.shorten('\u001B[1Gc', size), '\u001B[1Gc');
	});
});
