import assert from 'node:assert/strict';
import {test} from 'node:test';
import fc from 'fast-check';
import * as patched from 'ink';
import * as published from 'ink-published';
import {setColors} from '../helpers/colors.ts';
import {VirtualScreen} from '../helpers/virtual-screen.ts';
import {cellsOf} from '../terminal/drawn.ts';

type Block = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly isFramed: boolean;
	readonly isClipped: boolean;
	readonly lines: ReadonlyArray<readonly Piece[]>;
};

type Piece = {
	readonly text: string;
	readonly color: string;
	readonly isInverse: boolean;
};

const size = {columns: 40, rows: 12};
const piece = fc.record({
	text: fc.oneof(
		fc.string({unit: fc.constantFrom(...'abc 012.%│━'), maxLength: 12}),
		fc.string({
			unit: fc.constantFrom('晨', '羽', 'a', '、', '👍🏽', 'é', '❤️', '\u200B'),
			maxLength: 8,
		}),
		fc.constantFrom('\u001B[1mopen', '\u001B]8;;https://example.com\u0007link', 'a\nb'),
	),
	color: fc.constantFrom('', 'red', '#12ab34'),
	isInverse: fc.boolean(),
});
/** Blocks are at any place, so that some overlap, are cut at an edge, or are beside each other. */
const block: fc.Arbitrary<Block> = fc.record({
	left: fc.integer({min: 0, max: 36}),
	top: fc.integer({min: 0, max: 8}),
	width: fc.integer({min: 2, max: 24}),
	isFramed: fc.boolean(),
	isClipped: fc.boolean(),
	lines: fc.array(fc.array(piece, {maxLength: 3}), {maxLength: 3}),
});

test('patched, Ink draws the same cells as published', async t => {
	setColors(t, 1);
	await fc.assert(
		fc.asyncProperty(fc.array(block, {maxLength: 5}), async blocks => {
			assert.deepEqual(await drawnBy(patched, blocks), await drawnBy(published, blocks));
		}),
		{numRuns: 100},
	);
});

async function drawnBy(
	{Box, Text, renderToString}: Pick<typeof patched, 'Box' | 'Text' | 'renderToString'>,
	blocks: readonly Block[],
) {
	const output = renderToString(
		<Box width={size.columns} height={size.rows}>
			{blocks.map(({left, top, width, isFramed, isClipped, lines}, index) => (
				<Box
					key={index}
					position="absolute"
					marginLeft={left}
					marginTop={top}
					width={width}
					flexDirection="column"
					{...(isFramed && {borderStyle: 'round', borderColor: 'green'})}
					{...(isClipped && {overflow: 'hidden', height: 3})}
				>
					{lines.map((pieces, row) => (
						<Text key={row} wrap="truncate-end">
							{pieces.map(({text, color, isInverse}, place) => (
								<Text key={place} inverse={isInverse} {...(color !== '' && {color})}>
									{text}
								</Text>
							))}
						</Text>
					))}
				</Box>
			))}
		</Box>,
		{columns: size.columns},
	);
	// Rows may be longer than the screen.
	const screen = new VirtualScreen(size.columns * 2, size.rows, () => {});
	await screen.draw(output.replaceAll('\n', '\r\n'));
	return cellsOf(screen, size.rows);
}
