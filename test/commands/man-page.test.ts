import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import test from 'node:test';
import {writeManPages} from '../../build/man-files.ts';
import packageFile from '../../package.json' with {type: 'json'};
import {configManPage} from '../../source/commands/config-man-page.ts';
import {manPage} from '../../source/commands/man-page.ts';
import {configSchema} from '../../source/config/config-schema.ts';
import {optionTable} from '../../source/config/option-table.ts';
import {messagesFor} from '../../source/i18n/index.ts';
import {root, temporaryFolder} from '../helpers/program.ts';
import {fileOf, runTool, testWith} from './tool.ts';

const messages = messagesFor('en');
const page = manPage(messages, '1.2.3', '2026-05-08');
const configPage = configManPage(messages, '1.2.3', '2026-05-08');

testWith(['mandoc'], 'mandoc reports no problem', t => {
	const folder = temporaryFolder(t);
	writeManPages(folder);

	for (const name of ['chenyu-top.1', 'chenyu-top.5']) {
		assert.equal(runTool(t, 'mandoc', '-Tlint', '-Wall', join(folder, 'man', name)), '');
	}
});

test('each page refers to the other', () => {
	assert.match(page, /\.SH SEE ALSO\n\.BR chenyu\\-top \(5\)\n/);
	assert.match(configPage, /\.SH SEE ALSO\n\.BR chenyu\\-top \(1\)\n/);
});

testWith(
	['mandoc'],
	'the page of the config has every setting, its values, default and option',
	t => {
		const text = runTool(t, 'mandoc', '-Tascii', fileOf(t, 'chenyu-top.5', configPage)).replaceAll(
			// oxlint-disable-next-line no-control-regex
			/.\u0008/g,
			'',
		);

		for (const name of Object.keys(configSchema.entries)) {
			assert.match(text, new RegExp(`^ {7}${name.replace('$', String.raw`\$`)}(?: |$)`, 'm'));
		}

		const flat = text.replaceAll(/\s+/g, ' ');
		assert.ok(
			flat.includes(
				'interval Pause between two polls of a running run. Use a number of seconds from 0.2 to 86400. Default 2. Option --interval SECONDS.',
			),
		);
		assert.match(
			flat,
			/ bell Whether [^.]*\. Use true or false\. Option --no-bell\. keys Keys of /,
		);
		assert.match(
			flat,
			/ views Named [^.]*\. "views" is a list of views with names\. Write it like /,
		);
		assert.match(flat, / history\.days How many days runs are kept\. Use a whole number from 1 /);
	},
);

testWith(['mandoc'], 'the page has every option, variable and exit code', t => {
	const text = runTool(t, 'mandoc', '-Tutf8', fileOf(t, 'chenyu-top.1', page)).replaceAll(
		// Bold and underlined characters are printed twice, with a backspace between.
		// oxlint-disable-next-line no-control-regex
		/.\u0008/g,
		'',
	);
	assert.match(text, /^CHENYU-TOP\(1\).*\n\nNAME\n\s+chenyu-top - Watches workflow runs/);
	assert.match(text, /chenyu-top 1\.2\.3\s+2026-05-08\s+CHENYU-TOP\(1\)\n$/);

	for (const {name, short} of optionTable) {
		const names = short === undefined ? `--${name}` : `-${short}, --${name}`;
		assert.match(text, new RegExp(`^ {5,}${names}\\b`, 'm'));
	}

	for (const name of Object.keys({...messages.usage.environment, ...messages.usage.exitCodes})) {
		assert.match(text, new RegExp(`^ {5,}${name}\\b`, 'm'));
	}

	assert.match(
		text,
		/until CONDITION\n\s+when a watch without a screen ends \(all, any, first-failure,\s+budget, never; default all\)/,
	);
	assert.match(text, /jq -r 'select\(\.event == "output"\) \| \.value'/);
});

test('each command has its usage as code, and then what it does as prose', () => {
	const [, commands = ''] = page.split('.SH COMMANDS\n');

	for (const name of Object.keys(messages.usage.commandHelp)) {
		const [, section = ''] = commands.split(`.SS ${name}\n`);
		assert.match(section, /^\.RS 4\n\.EX\n(?:chenyu\\-top .+\n)+\.EE\n\.RE\n\.PP\n\w/, name);
	}
});

test('the build writes the pages to the paths that the package declares, with the date of the version', () => {
	const name = messages.usage.synopsis.split(' ')[0] ?? '';
	const changes = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
	const date = changes.split(`\n## [${packageFile.version}] - `)[1]?.split('\n')[0] ?? '';

	const day = date === 'unreleased' ? String.raw`\d{4}-\d\d-\d\d` : date;

	for (const path of packageFile.man) {
		const title = String.raw`^\.TH ${name.toUpperCase()} ${path.at(-1)} ${day} `;
		assert.match(readFileSync(join(root, path), 'utf8'), new RegExp(title), path);
	}
});
