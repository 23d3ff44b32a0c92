import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {manPage} from '../source/commands/man-page.ts';
import {messagesFor} from '../source/i18n/index.ts';
import packageFile from '../package.json' with {type: 'json'};

/** Writes the man page, which is dated by `SOURCE_DATE_EPOCH` (reproducible-builds.org) or today. */
export function writeManPage(folder: string): void {
	const epoch = process.env['SOURCE_DATE_EPOCH'];
	const date = new Date(epoch === undefined ? Date.now() : Number(epoch) * 1000);
	const text = manPage(messagesFor('en'), packageFile.version, date.toISOString().slice(0, 10));
	mkdirSync(join(folder, 'man'), {recursive: true});
	writeFileSync(join(folder, 'man', 'chenyu-top.1'), text);
}
