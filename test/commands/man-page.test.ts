import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import packageFile from '../../package.json' with {type: 'json'};
import {optionTable} from '../../source/config/option-table.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {manPage} from '../../source/commands/man-page.ts';
import {root} from '../helpers/program.ts';
import {fileOf, runTool, testWith} from './tool.ts';

const messages = messagesFor('en');
const page = manPage(messages, '1.2.3', '2026-05-08');

testWith(['mandoc'], 'mandoc reports no problem', t => {
	assert.equal(runTool(t, 'mandoc', '-Tlint', '-Wall', fileOf(t, 'chenyu-top.1', page)), '');
});

testWith(['mandoc'], 'the page has every option, variable and exit code', t => {
	const text = runTool(t, 'mandoc', '-Tutf8', fileOf(t, 'chenyu-top.1', page)).replaceAll(
		// Bold and underlined characters are printed twice, with a backspace between.
		// oxlint-disable-next-line no-control-regex
		/.\u0008/g,
		'',
	);
	assert.match(text, /^CHENYU-TOP\(1\).*\n\nNAME\n\s+chenyu-top - Watches workflow runs/);
	assert.match(text, /chenyu-top 1\.2\.3\s+2026-05-08\s+CHENYU-TOP\(1\)\n$/);

	for (const {name} of optionTable) {
		assert.match(text, new RegExp(`^ {5,}(?:-\\w, )?--${name}\\b`, 'm'));
	}

	for (const name of Object.keys({...messages.usage.environment, ...messages.usage.exitCodes})) {
		assert.match(text, new RegExp(`^ {5,}${name}\\b`, 'm'));
	}

	assert.match(
		text,
		/until CONDITION\n\s+stop at \(all, any, first-failure, budget; default all\)/,
	);
	assert.match(text, /jq -r 'select\(\.event == "output"\) \| \.value'/);
});

test('an option without a default has no empty parentheses; paragraphs are separated, but not from a heading', () => {
	const lines = page.split('\n');
	const meaning = (option: string): string => {
		const at = lines.findIndex(line => line.startsWith(`.BI ${option} `));
		const end = lines.findIndex((line, index) => index > at && line.startsWith('.'));
		return at === -1 ? '' : lines.slice(at + 1, end).join(' ');
	};
	assert.equal(meaning(String.raw`\-\-workflow`), messages.usage.options.workflow);
	assert.match(meaning(String.raw`\-\-interval`), / \(default 2\)$/);
	assert.doesNotMatch(page, /\(\)|\.S[HS] [^\n]+\n\.PP/);
	// The second paragraph of the description, and the code of an example.
	assert.match(page, /how the runs went\.\n\.PP\nThe program only reads/);
	assert.match(page, /\n\.PP\n\.RS 4\n\.EX\n/);
});

test('the build writes the page to the path that the package declares', () => {
	const [built = ''] = packageFile.man;
	const version = messages.usage.synopsis.split(' ')[0] ?? '';
	assert.match(readFileSync(join(root, built), 'utf8'), new RegExp(`^\\.TH ${version}`, 'i'));
});
