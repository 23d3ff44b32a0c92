import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import {optionTable} from '../../source/config/option-table.ts';
import {immediateText} from './parse.ts';

test('--help and --version take precedence over every error, and have other forms', () => {
	const help = immediateText('--help') ?? '';
	assert.match(help, /^ {2}--interval SECONDS/m);
	assert.equal(immediateText('--version', '--interval=x'), '1.2.3');
	assert.equal(immediateText('--bogus', '', '--help'), help);
	assert.equal(immediateText('--help', '--version'), help);
	assert.equal(immediateText('--api-key-file', '--help'), help);
	assert.equal(immediateText('--', '--help'), null);

	for (const argv of [['-h'], ['help'], ['help', '--lang', 'en']]) {
		assert.equal(immediateText(...argv), help);
	}

	assert.equal(immediateText('-V'), '1.2.3');
});

test('the help text has every option once, in both languages, and fits 80 columns', () => {
	for (const language of ['en', 'zh']) {
		const text = immediateText('--help', `--lang=${language}`) ?? '';

		assert.equal(/\p{Script=Han}/u.test(text), language === 'zh');

		for (const {name} of optionTable) {
			assert.equal(text.match(new RegExp(`^  (?:-\\w, )?--${name} `, 'gm'))?.length, 1, name);
		}

		for (const line of text.split('\n')) {
			assert.ok(stringWidth(line) <= 80, line);
		}
	}
});
