import {copyFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {bundle, copiedFiles, projectRoot} from './bundle.ts';
import {writeEntry} from './entry.ts';
import {bundledPackages, licenseTexts} from './licenses.ts';
import {writeShellFiles} from './shell-files.ts';

// Makes what the package is: in dist, or in the folder that is named. It is made beside and moved there when it is whole, so
// that nobody who runs the program meanwhile finds half of it.
const folder = resolve(process.argv[2] ?? join(projectRoot, 'dist'));
const making = `${folder}.${process.pid}`;

try {
	const made = await bundle(making);
	writeEntry(making);
	writeShellFiles(making);
	writeFileSync(join(making, 'LICENSES.txt'), licenseTexts(bundledPackages(made)));

	for (const [from, to] of Object.entries(copiedFiles)) {
		copyFileSync(join(projectRoot, from), join(making, to));
	}

	rmSync(folder, {recursive: true, force: true});
	renameSync(making, folder);
} finally {
	rmSync(making, {recursive: true, force: true});
}
