import {cpSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Metafile, Plugin} from 'esbuild';
import {bundle, copiedFiles, projectRoot} from './bundle.ts';
import {writeEntry} from './entry.ts';
import {bundledPackages, licenseTexts} from './licenses.ts';
import {writeManPage} from './man-files.ts';

/**
 * Builds the package into a folder, which it replaces. Builds in a temporary folder and renames it, so that a program that
 * starts meanwhile never finds half a build. Returns esbuild's reports.
 */
export async function buildPackage(
	folder: string,
	plugins: readonly Plugin[] = [],
): Promise<readonly Metafile[]> {
	const temporary = `${folder}.${process.pid}`;

	try {
		const metafiles = await bundle(temporary, plugins);
		writeEntry(temporary);
		writeManPage(temporary);
		writeFileSync(join(temporary, 'LICENSES.txt'), licenseTexts(bundledPackages(metafiles)));

		for (const [from, to] of Object.entries(copiedFiles)) {
			cpSync(join(projectRoot, from), join(temporary, to), {recursive: true});
		}

		rmSync(folder, {recursive: true, force: true});
		renameSync(temporary, folder);
		return metafiles;
	} finally {
		rmSync(temporary, {recursive: true, force: true});
	}
}
