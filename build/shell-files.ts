import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {optionTable} from '../source/config/option-table.ts';
import {messagesFor} from '../source/i18n/index.ts';
import {bashCompletion, fishCompletion, zshCompletion} from '../source/commands/completions.ts';
import {manPage} from '../source/commands/man-page.ts';
import packageFile from '../package.json' with {type: 'json'};

/** Writes the completions and the man page, which is dated by `SOURCE_DATE_EPOCH` (reproducible-builds.org) or today. */
export function writeShellFiles(folder: string): void {
	const epoch = process.env['SOURCE_DATE_EPOCH'];
	const date = new Date(epoch === undefined ? Date.now() : Number(epoch) * 1000);
	const messages = messagesFor('en');
	const files: Readonly<Record<string, string>> = {
		'completions/chenyu-top.bash': bashCompletion(optionTable),
		'completions/_chenyu-top': zshCompletion(optionTable, messages),
		'completions/chenyu-top.fish': fishCompletion(optionTable, messages),
		'man/chenyu-top.1': manPage(messages, packageFile.version, date.toISOString().slice(0, 10)),
	};

	for (const [path, text] of Object.entries(files)) {
		const file = join(folder, path);
		mkdirSync(join(file, '..'), {recursive: true});
		writeFileSync(file, text);
	}
}
