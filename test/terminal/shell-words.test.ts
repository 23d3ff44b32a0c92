import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import test from 'node:test';
import * as fc from 'fast-check';
import {shellWord, splitCommand} from '../../source/terminal/shell-words.ts';

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
		[`less 'open`, null],
		[`less "open'`, null],
		['less \\', null],
	] as const) {
		assert.deepEqual(splitCommand(text, 'linux'), words, text);
	}
});

test('shells read each quoted word as its text', () => {
	const special = fc.constantFrom(...'\'\\$`"! 文~');
	const texts = [
		'',
		...fc.sample(fc.string({unit: 'grapheme-ascii'}), 60),
		...fc.sample(fc.string({unit: special}), 60),
	];
	const script = `printf '%s\\0' ${texts.map(text => shellWord(text, 'linux')).join(' ')}`;
	const env = {LC_ALL: 'C.UTF-8'};
	const printed = execFileSync('bash', ['-c', script], {env, encoding: 'utf8'});
	assert.deepEqual(printed.split('\0').slice(0, -1), texts);
});

test('control and invisible characters of a word are marked', () => {
	assert.match(shellWord('a\u001B[2J\u202Eb', 'linux'), /^'a\P{C}+b'$/u);
});

test('on Windows, a backslash separates folders in a command', () => {
	for (const [text, words] of [
		[String.raw`C:\tools\less.exe -R`, [String.raw`C:\tools\less.exe`, '-R']],
		[
			String.raw`"C:\my tools\x.exe" '\\host\a b' "\$x"`,
			[String.raw`C:\my tools\x.exe`, String.raw`\\host\a b`, String.raw`\$x`],
		],
		[String.raw`"C:\"`, ['C:\\']],
		[String.raw`"C:\" 'open`, null],
	] as const) {
		assert.deepEqual(splitCommand(text, 'win32'), words, text);
	}
});

test('on Windows, words are quoted for PowerShell, paths for cmd too', () => {
	for (const [text, word] of [
		[String.raw`C:\runs\out-1`, String.raw`C:\runs\out-1`],
		['C:\\my runs\\', String.raw`"C:\my runs\\"`],
		['', '""'],
		["O'Brien", `"O'Brien"`],
		['a,b', '"a,b"'],
		['“a”', '"`“a`”"'],
		['a"$b`', '"a`"`$b``"'],
	] as const) {
		assert.equal(shellWord(text, 'win32'), word);
	}
});
