import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Metafile} from 'esbuild';
import {copiedFiles, projectRoot} from './bundle.ts';

/** The folders of all bundled packages, relative to the project. */
export function bundledPackages(metafiles: readonly Metafile[]): readonly string[] {
	const outputs = metafiles.flatMap(metafile => Object.values(metafile.outputs));
	const files = outputs.flatMap(({inputs}) =>
		Object.entries(inputs)
			.filter(([, {bytesInOutput}]) => bytesInOutput > 0)
			.map(([path]) => path),
	);
	return [
		...new Set([...files, ...Object.keys(copiedFiles)].flatMap(path => packageOf(path) ?? [])),
	].toSorted();
}

/** The license of each package, with the texts that must be distributed with it. */
export function licenseTexts(packages: readonly string[]): string {
	const texts = [...new Set(packages.map(folder => `${licenseOf(folder)}\n`))];
	return [preface, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}

const preface = `This program contains code of the following packages. The source of each is the npm package of that name and version.
Parts of some packages are left out or replaced in the bundle, by build/aliases and build/patches in the source of this program.
`;

function licenseOf(folder: string): string {
	const file: unknown = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8'));
	const {name, version, license} = file as Readonly<Record<string, unknown>>;
	const title = `${String(name)} ${String(version)}`;
	const texts = foldersOf(folder).flatMap(textsIn);

	if (typeof license !== 'string' && texts.length === 0) {
		throw new TypeError(`${folder} has no license`);
	}

	return [typeof license === 'string' ? `${title}: ${license}` : title, ...texts].join('\n\n');
}

/**
 * Returns the folders that may contain license files: the folder of the package, and the folders between it and its copied
 * files, because a codec in a package can have its own license.
 */
function foldersOf(folder: string): readonly string[] {
	const inner = Object.keys(copiedFiles).filter(path => path.startsWith(`${folder}/`));
	const all = new Set([folder]);

	for (const path of inner) {
		for (let at = dirname(path); at !== folder; at = dirname(at)) {
			all.add(at);
		}
	}

	return [...all];
}

function textsIn(folder: string): readonly string[] {
	const path = join(projectRoot, folder);
	return readdirSync(path)
		.filter(entry => /^(licen[cs]e|copying|notice)(\.[a-z]+)*$/i.test(entry))
		.map(entry => readFileSync(join(path, entry), 'utf8').trim());
}

/** The innermost package that contains a file; null for a file of this program. */
function packageOf(path: string): string | null {
	const [, folder = null] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];

	if (folder !== null && !existsSync(join(projectRoot, folder, 'package.json'))) {
		throw new Error(`${folder} is no package`);
	}

	return folder;
}
