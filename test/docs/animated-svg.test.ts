import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {animatedSvg} from '../../docs/animated-svg.ts';
import {root} from '../helpers/program.ts';
import {oneRow} from './one-row.ts';

test('marks of all frames are drawn once, others are visible in their frames, and the last frame is shown without animation', async () => {
	const frames = await Promise.all(
		['a', 'a \u001B[31mb', 'a \u001B[31mb', 'a \u001B[32mc'].map(async (text, index) => ({
			at: index * 1000,
			screenshot: await oneRow(text, 8),
		})),
	);
	const svg = animatedSvg(frames, 5000, 'four frames');
	assert.equal(svg.match(/>a<\/text>/g)?.length, 1);
	assert.equal(svg.match(/>b<\/text>/g)?.length, 1);
	assert.doesNotMatch(/<g.*/.exec(svg)?.[0] ?? '', />a</);

	const [, b = ''] = /<g class="(\w+)"><text[^>]*>b</.exec(svg) ?? [];
	const [, c = ''] = /<g class="(\w+) s"><text[^>]*>c</.exec(svg) ?? [];
	assert.ok(
		svg.includes(
			`@keyframes ${b}{0%{visibility:hidden}20%{visibility:visible}60%{visibility:hidden}}`,
		),
	);
	assert.ok(svg.includes(`@keyframes ${c}{0%{visibility:hidden}60%{visibility:visible}}`));
	assert.match(svg, /\.s\{visibility:visible\}@media \(prefers-reduced-motion:no-preference\)/);
	assert.throws(() => animatedSvg([], 5000, 'none'), RangeError);
});

test('pictures of the docs are smaller than 400 kB, contain no scripts or links, and only sessions are animated', () => {
	const folder = join(root, 'docs');
	const pictures = globSync('*.svg', {cwd: folder});
	assert.ok(pictures.length > 15);

	for (const name of pictures) {
		const text = readFileSync(join(folder, name), 'utf8');
		assert.ok(Buffer.byteLength(text) < 400_000, name);
		assert.equal(text.includes('@keyframes'), name.startsWith('session-'), name);
		assert.doesNotMatch(text, /<script|href=|url\(/, name);
	}
});
