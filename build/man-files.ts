import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import packageFile from '../package.json' with {type: 'json'};
import {manPage} from '../source/commands/man-page.ts';
import {messagesFor} from '../source/session/catalogue.ts';
import {projectRoot} from './bundle.ts';
import {releaseDate} from './release-problems.ts';

/**
 * Writes the man page, which has the date of the version, so that the same source makes the same package on every day.
 * Before its release it has the date of the build, or of SOURCE_DATE_EPOCH.
 */
export function writeManPage(folder: string): void {
	const {version} = packageFile;
	const date = releaseDate(readFileSync(join(projectRoot, 'CHANGELOG.md'), 'utf8'), version);

	if (date === null) {
		throw new Error(`CHANGELOG.md has no heading for version ${version}`);
	}

	mkdirSync(join(folder, 'man'), {recursive: true});
	writeFileSync(
		join(folder, 'man', 'chenyu-top.1'),
		manPage(messagesFor('en'), version, date === 'unreleased' ? buildDay() : date),
	);
}

function buildDay(): string {
	const epoch = process.env['SOURCE_DATE_EPOCH'];
	const builtAt = epoch === undefined ? new Date() : new Date(Number(epoch) * 1000);
	return builtAt.toISOString().slice(0, 'YYYY-MM-DD'.length);
}
