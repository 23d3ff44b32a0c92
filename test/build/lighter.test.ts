import {createRequire} from 'node:module';
import assert from 'node:assert/strict';
import path from 'node:path';
import {suite, test} from 'node:test';
import util from 'node:util';
import {Chalk} from 'chalk';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {build} from 'esbuild';
import {builtins} from '../../build/lighter/builtins.ts';
import RowsOutput from '../../build/lighter/ink-output.ts';
import wholeLine from '../../build/lighter/ink-line-update.ts';
import fastSanitizeAnsi from '../../build/lighter/ink-sanitize-ansi.ts';
import {lighter} from '../../build/lighter/index.ts';
import fastStringWidth from '../../build/lighter/string-width.ts';
import lineUpdate from '../../node_modules/ink/build/line-update.js';
import Output from '../../node_modules/ink/build/output.js';
import sanitizeAnsi from '../../node_modules/ink/build/sanitize-ansi.js';
import {VirtualScreen} from '../helpers/virtual-screen.ts';

// The banner of the bundle defines it.
Object.assign(globalThis, {
	require: createRequire(new URL('../../build/lighter/', import.meta.url)),
});

const {red, dim, bold} = new Chalk({level: 3});
const styled = fc
	.array(
		fc.tuple(
			fc.constantFrom(
				(text: string) => text,
				red,
				dim,
				bold,
				(text: string) => red(bold(text)),
			),
			fc.oneof(
				fc.string({unit: fc.constantFrom(...'ab 1│━晨羽、')}),
				fc.string({unit: fc.constantFrom('👍🏽', 'é', '한', 'ก', '❤️', '\u200B', '１', '\t')}),
			),
		),
		{maxLength: 5},
	)
	.map(pieces => pieces.map(([paint, text]) => paint(text)).join(''));

suite('replaced modules return the same results', () => {
	test('string-width', () => {
		fc.assert(
			fc.property(
				fc.oneof(styled, fc.string({unit: 'grapheme'}), fc.string({unit: 'binary'})),
				text => {
					assert.equal(fastStringWidth(text), stringWidth(text));
					const options = {countAnsiEscapeCodes: true};
					assert.equal(fastStringWidth(text, options), stringWidth(text, options));
				},
			),
		);
	});

	test('sanitize-ansi, also from its cache', () => {
		fc.assert(
			fc.property(fc.oneof(styled, fc.string({unit: 'binary'})), text => {
				for (let time = 0; time < 2; time++) {
					assert.equal(fastSanitizeAnsi(text), sanitizeAnsi(text));
				}
			}),
		);

		for (const text of [
			'\u001B[1m\u0301a',
			'a\u001B[2m\u001B[1m\u0301',
			'\u001B[4:3ma',
			'\u001B[?25l',
		]) {
			assert.equal(fastSanitizeAnsi(text), sanitizeAnsi(text));
		}

		for (let count = 0; count < 2000; count++) {
			assert.equal(fastSanitizeAnsi(`${count}\u0007`), `${count}`);
		}
	});

	test('output: plain rows, and frames with overlaps, clips and line breaks', async () => {
		const write = fc.record({
			x: fc.constantFrom(0, 0, 0, 0, 0, 3),
			text: fc.oneof(
				styled.map(text => text.replaceAll('\t', ' ')),
				fc.constant('two\nlines'),
			),
			loud: fc.boolean(),
		});
		await fc.assert(
			fc.asyncProperty(
				fc.array(write, {maxLength: 6}),
				fc.integer({min: 0, max: 2}),
				fc.boolean(),
				async (writes, shift, isClipped) => {
					const [quick, slow] = [RowsOutput, Output].map(Kind => {
						const output = new Kind({width: 60, height: 6});

						if (isClipped) {
							output.clip({x1: 0, x2: 8, y1: undefined, y2: undefined});
						}

						for (const [row, {x, text, loud}] of writes.entries()) {
							output.write(
								x,
								row === 3 ? row - shift : row,
								text.replaceAll('\n', row === 5 ? ' ' : '\n'),
								{
									transformers: loud ? [line => bold(line)] : [],
								},
							);
						}

						return output.get();
					});
					assert.equal(quick?.height, slow?.height);
					assert.deepEqual(await cellsOf(quick?.output ?? ''), await cellsOf(slow?.output ?? ''));
				},
			),
		);
	});

	test('line-update', async () => {
		// A line does not start with a character that joins the one before it.
		const line = styled.map(text => text.replaceAll('\t', ' ').replaceAll('\u200B', ''));
		await fc.assert(
			fc.asyncProperty(line, line, line, async (start, before, after) => {
				const [whole, shortest] = [wholeLine, lineUpdate].map(
					update => `\n${start}${before}${update(start + before, start + after, 80)}\n`,
				);
				assert.deepEqual(await cellsOf(whole ?? ''), await cellsOf(shortest ?? ''));
			}),
		);
	});

	test("imports of Node's modules: named, default, namespace and renamed", async () => {
		const {outputFiles} = await build({
			stdin: {
				contents: `
					import {basename, join as put} from 'node:path';
					import whole from 'path';
					import * as all from 'node:util';
					export {basename, put, whole, all};
				`,
			},
			bundle: true,
			write: false,
			format: 'esm',
			platform: 'node',
			plugins: [builtins],
		});
		const code = outputFiles[0]?.text ?? '';
		assert.doesNotMatch(code, /\bfrom\s*["']|\bwhole\.dirname\b/);
		const made = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Record<
			string,
			unknown
		>;
		const {basename, join} = made['whole'] as Record<string, unknown>;
		assert.deepEqual([made['basename'], made['put'], made['whole']], [basename, join, path]);
		assert.equal((made['all'] as typeof util).inspect, util.inspect);
	});

	test('fails the build if a library does not match', async () => {
		await assert.rejects(
			build({
				stdin: {contents: ''},
				bundle: true,
				write: false,
				plugins: [lighter],
				logLevel: 'silent',
			}),
			/nothing to replace for/,
		);
	});
});

async function cellsOf(output: string): Promise<readonly unknown[]> {
	const screen = new VirtualScreen(80, 8, () => {});
	await new Promise<void>(resolve => {
		screen.write(output.replaceAll('\n', '\r\n'), resolve);
	});
	const cells = Array.from({length: 80 * 8}, (_, index) =>
		screen.cell(index % 80, Math.floor(index / 80)),
	);
	screen.dispose();
	return cells;
}
