import assert from 'node:assert/strict';
import test from 'node:test';
import stringWidth from 'string-width';
import {subcommands} from '../../source/config/command-help-messages.ts';
import {optionTable} from '../../source/config/option-table.ts';
import {printedColumnNames} from '../../source/features/runs/columns.ts';
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

test('each help is in both languages, fits 80 columns, and has all options, columns and sums', () => {
	for (const language of ['en', 'zh']) {
		const help = (...argv: readonly string[]) => immediateText(...argv, `--lang=${language}`) ?? '';

		for (const {name} of optionTable) {
			const pattern = new RegExp(`^  (?:-\\w, )?--${name} `, 'gm');
			assert.equal(help('--help').match(pattern)?.length, 1, name);
		}

		for (const command of subcommands.filter(each => each !== 'help')) {
			assert.match(help('help', command), new RegExp(`^chenyu-top ${command} `));
			assert.equal(help(command, '--help'), help('help', command));
		}

		for (const text of [help('--help'), ...subcommands.map(command => help('help', command))]) {
			assert.equal(/\p{Script=Han}/u.test(text), language === 'zh', text);
			assert.ok(text.split('\n').every(line => stringWidth(line) <= 80));
		}

		for (const word of [...printedColumnNames, 'input.NAME']) {
			assert.match(help('help', 'ls'), new RegExp(`\\b${word}\\b`));
		}

		for (const word of ['--since', '--by', 'spent', 'billed', 'lost']) {
			assert.ok(immediateText('help', 'cost')?.includes(word), word);
		}
	}
});
