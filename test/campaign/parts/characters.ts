import assert from 'node:assert/strict';
import {cleanName, cleanProse} from '../../../source/core/text/sanitize.ts';
import type {Part} from '../part.ts';
import {assertAllowed} from '../terminal-grammar.ts';

const whole = 0x11_00_00;
const block = 256;
const carriageReturn = 0x0d;

/**
 * Checks that every code point, even a surrogate, stays visible or is replaced by a visible mark, both in prose and
 * in names (T5, T6, T7).
 */
export const part: Part = {
	whole,
	async run({share, chance, results}) {
		const blocks = Math.ceil(share(whole) / block);
		const first = chance.between(0, whole / block - 1);

		for (let nth = 0; nth < blocks; nth++) {
			// The step visits every block once, in alternating planes.
			const start = ((first + nth * 1021) % (whole / block)) * block;
			results.case(`U+${start.toString(16)} and on`, () => {
				checkBlock(start);
			});
			results.cases += block - 1;
		}
	},
};

function checkBlock(start: number): void {
	let all = '';

	for (let code = start; code < start + block; code++) {
		const text = `a${String.fromCodePoint(code)}b`;
		const [prose, name] = [cleanProse(text), cleanName(text)];
		// In prose a carriage return overwrites the text before it.
		const around = code === carriageReturn ? /^b$/ : /^a[^]+b$/;
		assert.match(prose, around, `U+${code.toString(16)} in prose`);
		assert.match(name, /^a[^]+b$/, `U+${code.toString(16)} in a name`);
		all += prose + name;
	}

	assertAllowed(all);
}
