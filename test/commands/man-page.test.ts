import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {writeManPage} from '../../build/man-files.ts';
import packageFile from '../../package.json' with {type: 'json'};
import {manPage} from '../../source/commands/man-page.ts';
import {optionTable} from '../../source/config/option-table.ts';
import {messagesFor} from '../../source/session/catalogue.ts';
import {root, temporaryFolder} from '../helpers/program.ts';
import {fileOf, runTool, testWith} from './tool.ts';

const messages = messagesFor('en');
const page = manPage(messages, '1.2.3', '2026-05-08');

testWith(
	['mandoc'],
	'mandoc reports no problem; the page has every option, variable and exit code',
	t => {
		const folder = temporaryFolder(t);
		writeManPage(folder);
		assert.equal(runTool(t, 'mandoc', '-Tlint', '-Wall', join(folder, 'man', 'chenyu-top.1')), '');
		const text = runTool(t, 'mandoc', '-Tutf8', fileOf(t, 'chenyu-top.1', page)).replaceAll(
			// Bold and underlined characters are printed twice, with a backspace between.
			// oxlint-disable-next-line no-control-regex
			/.\u0008/g,
			'',
		);
		assert.match(
			text,
			/^CHENYU-TOP\(1\).*\n\nNAME\n\s+chenyu-top - Watches workflow runs on the Chenyu cloud$/m,
		);
		assert.match(text, /chenyu-top 1\.2\.3\s+2026-05-08\s+CHENYU-TOP\(1\)\n$/);

		for (const {name, short} of optionTable) {
			const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
			assert.match(text, new RegExp(`^ {5,}${names}\\b`, 'm'));
		}

		for (const name of Object.keys({...messages.usage.environment, ...messages.usage.exitCodes})) {
			assert.match(text, new RegExp(`^ {5,}${name}\\b`, 'm'));
		}
	},
);

test('the build writes the page to the path that the package declares, with the date of the version', () => {
	const name = messages.usage.synopsis.split(' ')[0] ?? '';
	const changes = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
	const date = changes.split(`\n## [${packageFile.version}] - `)[1]?.split('\n')[0] ?? '';

	const day = date === 'unreleased' ? String.raw`\d{4}-\d\d-\d\d` : date;

	for (const path of packageFile.man) {
		const title = String.raw`^\.TH ${name.toUpperCase()} ${path.at(-1)} ${day} `;
		assert.match(readFileSync(join(root, path), 'utf8'), new RegExp(title), path);
	}
});
