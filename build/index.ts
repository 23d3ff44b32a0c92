import {cpSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {bundle, copiedFiles, projectRoot} from './bundle.ts';
import {writeEntry} from './entry.ts';
import {bundledPackages, licenseTexts} from './licenses.ts';
import {writeManPages} from './man-files.ts';

// Builds the package into `dist`, or into the folder given as an argument. Builds in a temporary folder and renames it, so
// that a program that starts meanwhile never finds half a build.
const folder = resolve(process.argv[2] ?? join(projectRoot, 'dist'));
const temporary = `${folder}.${process.pid}`;

try {
	const metafiles = await bundle(temporary);
	writeEntry(temporary);
	writeManPages(temporary);
	writeFileSync(join(temporary, 'LICENSES.txt'), licenseTexts(bundledPackages(metafiles)));

	for (const [from, to] of Object.entries(copiedFiles)) {
		cpSync(join(projectRoot, from), join(temporary, to), {recursive: true});
	}

	rmSync(folder, {recursive: true, force: true});
	renameSync(temporary, folder);
} finally {
	rmSync(temporary, {recursive: true, force: true});
}
