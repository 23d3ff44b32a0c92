import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import packageFile from '../package.json' with {type: 'json'};
import {configManPage} from '../source/commands/config-man-page.ts';
import {manPage} from '../source/commands/man-page.ts';
import {messagesFor} from '../source/i18n/index.ts';
import {projectRoot} from './bundle.ts';
import {releaseDate} from './release-date.ts';

/**
 * Writes the man pages, which have the date of the version, so that the same source makes the same package on every day.
 * Before its release they have the date of the build, or of SOURCE_DATE_EPOCH.
 */
export function writeManPages(folder: string): void {
	const {version} = packageFile;
	const date = releaseDate(readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8'), version);

	if (date === null) {
		throw new Error(`CHANGELOG.md has no heading for version ${version}`);
	}

	const day = date === 'unreleased' ? buildDay() : date;
	const messages = messagesFor('en');
	const pages = {
		'chenyu-top.1': manPage(messages, version, day),
		'chenyu-top.5': configManPage(messages, version, day),
	};
	mkdirSync(join(folder, 'man'), {recursive: true});

	for (const [name, page] of Object.entries(pages)) {
		writeFileSync(join(folder, 'man', name), page);
	}
}

function buildDay(): string {
	const epoch = process.env['SOURCE_DATE_EPOCH'];
	const builtAt = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);
	return builtAt.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
