import assert from 'node:assert/strict';
import test from 'node:test';
import {boxPath} from '../../docs/box-path.ts';
import {terminalSvg} from '../../docs/terminal-svg.ts';
import {oneRow} from './one-row.ts';

async function draw(text: string): Promise<string> {
	return terminalSvg(await oneRow(text, 12), 'a <title>');
}

/** Returns the left edge, the width and the content of each text. */
function textsOf(svg: string): ReadonlyArray<readonly string[]> {
	return [...svg.matchAll(/<text x="([^"]+)"[^>]*textLength="([^"]+)"[^>]*>([^<]*)</g)].map(
		([, x = '', width = '', text = '']) => [x, width, text],
	);
}

test('text is drawn at its cells, and wide characters have two', async () => {
	assert.deepEqual(textsOf(await draw('ab 中🎉c')), [
		['12', '16.8', 'ab'],
		['37.2', '16.8', '中'],
		['54', '16.8', '🎉'],
		['70.8', '8.4', 'c'],
	]);
});

test('keeps leading and repeated spaces', async () => {
	assert.deepEqual(textsOf(await draw('   a  b')), [['37.2', '33.6', 'a\u00A0 b']]);
});

test('escapes markup', async () => {
	const svg = await draw('<&"');
	assert.match(svg, /&lt;&amp;&quot;/);
	assert.match(svg, /<title>a &lt;title><\/title>/);
});

test('draws the colours and attributes of cells', async () => {
	const svg = await draw('\u001B[1;31mA\u001B[0;48;2;1;2;3mB\u001B[0;7mC\u001B[0;38;5;196;2;4mD');
	assert.match(svg, /fill="#ff8b94" font-weight="bold">A</);
	assert.match(svg, /fill="#010203"[^>]*\/><text[^>]*>B</);
	assert.match(svg, /fill="#d7dae0"[^>]*\/><text[^>]*fill="#16181d"[^>]*>C</);
	assert.match(svg, /fill="#ff0000" text-decoration="underline" opacity="0.62">D</);
});

test('half blocks are rectangles without gaps, and equal neighbours are one rectangle', async () => {
	const half = '\u001B[38;2;1;2;3;48;2;4;5;6m▀▀\u001B[38;2;7;8;9m▀';
	const rects = [
		...(await draw(half)).matchAll(
			/<rect x="([^"]+)" y="[^"]+" width="([^"]+)" height="([^"]+)" fill="([^"]+)"/g,
		),
	];
	assert.deepEqual(
		rects.map(([, x, width, height, fill]) => [x, width, height, fill]),
		[
			['12', '16.8', '18', '#040506'],
			['12', '16.8', '9', '#010203'],
			['28.8', '8.4', '18', '#040506'],
			['28.8', '8.4', '9', '#070809'],
		],
	);
	assert.deepEqual(textsOf(await draw(half)), []);
});

test('draws frames as lines up to the edges of the cells', async () => {
	assert.equal(boxPath('─', 10, 20), 'M4.4 9.4h5.6v1.2h-5.6zM0 9.4h5.6v1.2h-5.6z');
	assert.equal(boxPath('a', 10, 20), null);
	assert.doesNotMatch(await draw('┌──'), /[┌─]/);
});
