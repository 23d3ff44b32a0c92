import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import path from 'node:path';
import {suite, test} from 'node:test';
import util from 'node:util';
import {Chalk} from 'chalk';
import {build} from 'esbuild';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {builtins} from '../../build/aliases/builtins.ts';
import {allAliases} from '../../build/aliases/index.ts';
import fastStringWidth from '../../build/aliases/string-width.ts';

// The banner of the bundle defines it.
Object.assign(globalThis, {
	require: createRequire(new URL('../../build/aliases/', import.meta.url)),
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
				plugins: [allAliases],
				logLevel: 'silent',
			}),
			/no file imports/,
		);
	});
});
