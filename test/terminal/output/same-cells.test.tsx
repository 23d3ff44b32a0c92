import assert from 'node:assert/strict';
import {PassThrough, Writable} from 'node:stream';
import {test} from 'node:test';
import fc from 'fast-check';
import {Box, render, Text, useCursor} from 'ink';
import {FrameStdout} from '../../../source/terminal/output/frame-stdout.ts';
import {hyperlink} from '../../../source/terminal/status-sequences.ts';
import {truncate} from '../../../source/terminal/width.ts';
import {setColors} from '../../helpers/colors.ts';
import {FakeClock} from '../../helpers/fake-clock.ts';
import {VirtualScreen} from '../../helpers/virtual-screen.ts';
import {cellsOf} from '../drawn.ts';

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
/**
 * A change of one row of a frame: the row `at` keeps its first `keep` pieces, and `row` replaces the others. All
 * other rows stay the same, as in most frames of the program.
 */
const change = fc.record({at: fc.nat(11), row, keep: fc.nat(6)});
/** Where the cursor is shown; undefined if it is hidden. */
type Cursor = {readonly x: number; readonly y: number} | undefined;
const cursor = fc.option(fc.record({x: fc.nat(29), y: fc.nat(11)}), {nil: undefined});

/** Writes Ink's output to two screens: to one unchanged, to the other through a `FrameStdout`. */
class Both extends Writable {
	readonly isTTY = true;
	readonly asIs = new VirtualScreen(30, 12, () => {});
	readonly diffed = new VirtualScreen(30, 12, () => {});
	readonly #stdout = new FrameStdout(
		{
			write: (output, written) => {
				this.diffed.write(String(output), () => {});
				written();
				return true;
			},
		},
		{columns: 30, rows: 12},
		new FakeClock(),
	);

	get columns(): number {
		return this.#stdout.columns;
	}

	get rows(): number {
		return this.#stdout.rows;
	}

	override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
		// The terminal driver does the same (ONLCR).
		this.asIs.write(String(chunk).replaceAll('\n', '\r\n'), () => {});
		this.#stdout.write(String(chunk));
		callback();
	}

	async assertSame(): Promise<void> {
		await this.asIs.draw();
		await this.diffed.draw();
		assert.deepEqual(this.diffed.lines(), this.asIs.lines());
		assert.deepEqual(cellsOf(this.diffed, this.rows), cellsOf(this.asIs, this.rows));
		const [seen, wanted] = [this.diffed, this.asIs].map(({cursorVisible, cursor: {x, y}}) =>
			cursorVisible ? `${x} ${y}` : 'hidden',
		);
		assert.equal(seen, wanted);
	}
}

type FrameProps = {readonly rows: ReadonlyArray<readonly Piece[]>; readonly cursor?: Cursor};

function Frame({rows, cursor: caret}: FrameProps) {
	useCursor().setCursorPosition(caret);
	return (
		<Box flexDirection="column" width={30} height={12}>
			{rows.map((pieces, index) => (
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

/** A terminal on which no key is pressed. */
class QuietStdin extends PassThrough {
	readonly isTTY = true;

	setRawMode(): void {}
	ref(): void {}
	unref(): void {}
}

/** Draws as the program does. */
function draw(both: Both, rows: ReadonlyArray<readonly Piece[]>) {
	return render(<Frame rows={rows} />, {
		stdout: both as unknown as NodeJS.WriteStream,
		stdin: new QuietStdin() as unknown as NodeJS.ReadStream,
		alternateScreen: true,
		interactive: true,
		patchConsole: false,
		exitOnCtrlC: false,
		maxFps: 1000,
	});
}

test("the screen is the same as with Ink's own output", async t => {
	setColors(t, 1);
	await fc.assert(
		fc.asyncProperty(
			fc.array(row, {minLength: 12, maxLength: 12}),
			fc.array(fc.tuple(fc.array(change, {maxLength: 3}), cursor), {minLength: 1, maxLength: 8}),
			async (first, changes) => {
				const both = new Both();
				let rows: ReadonlyArray<readonly Piece[]> = first;
				const screen = draw(both, rows);
				await screen.waitUntilRenderFlush();
				await both.assertSame();

				for (const [step, place] of changes) {
					for (const {at, row: fresh, keep} of step) {
						rows = rows.with(at, [...(rows[at] ?? []).slice(0, keep), ...fresh].slice(0, 3));
					}

					screen.rerender(<Frame rows={rows} cursor={place} />);
					await screen.waitUntilRenderFlush();
					await both.assertSame();
				}

				screen.unmount();
				await screen.waitUntilExit();
			},
		),
		{numRuns: 30},
	);
});
