import assert from 'node:assert/strict';
import test from 'node:test';
import * as fc from 'fast-check';
import {splitCommand} from '../../source/terminal/pager.ts';

test('splits a command by shell quoting, without expansions', () => {
	for (const [text, words] of [
		['less', ['less']],
		['  less   -R\t-S ', ['less', '-R', '-S']],
		[`less '+/two words' ""`, ['less', '+/two words', '']],
		[String.raw`"/opt/my pager/less" -P\ x`, ['/opt/my pager/less', '-P x']],
		[String.raw`a"b 'c'"'d "e"'f`, [`ab 'c'd "e"f`]],
		[String.raw`"a \"b\" \\ \n"`, [String.raw`a "b" \ \n`]],
		['less; rm -rf $HOME | cat `id` *', ['less;', 'rm', '-rf', '$HOME', '|', 'cat', '`id`', '*']],
		['', []],
		[' \n ', []],
		[`less 'open`, ['less', `'open`]],
	] as const) {
		assert.deepEqual(splitCommand(text), words, text);
	}
});

test('any quoted words are recovered', () => {
	fc.assert(
		fc.property(fc.array(fc.string({unit: 'binary'})), words => {
			const quoted = words.map(word => `'${word.replaceAll("'", String.raw`'\''`)}'`);
			assert.deepEqual(splitCommand(quoted.join(' ')), words);
		}),
	);
});
