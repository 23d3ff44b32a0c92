import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import {optionTable} from '../../source/config/option-table.ts';
import {parse, textOf} from './parse.ts';

test('--help and --version take precedence over every error', () => {
	assert.equal(textOf(parse(['--version', '--interval=x'])), '1.2.3');
	assert.match(textOf(parse(['--bogus', '', '--help'])), /^ {2}--interval SECONDS/m);
	assert.equal(parse(['--help', '--version']).kind, 'help');
	assert.equal(parse(['--', '--help'], {stdout: false}).kind, 'options');
	assert.equal(parse(['--api-key-file', '--help']).kind, 'help');
});

test('the help text has every option once, in both languages, and fits 80 columns', () => {
	for (const language of ['en', 'zh']) {
		const text = textOf(parse(['--help', `--lang=${language}`]));

		for (const {name} of optionTable) {
			assert.equal(text.match(new RegExp(`^  (?:-\\w, )?--${name} `, 'gm'))?.length, 1, name);
		}

		for (const line of text.split('\n')) {
			assert.ok(stringWidth(line) <= 80, line);
		}
	}
});
