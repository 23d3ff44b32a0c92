import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Metafile} from 'esbuild';
import {copiedFiles, projectRoot} from './bundle.ts';

/** The folders of the packages, relative to the project's, of which something is in the bundle. */
export function bundledPackages({outputs}: Metafile): readonly string[] {
	const files = Object.values(outputs).flatMap(({inputs}) =>
		Object.entries(inputs)
			.filter(([, {bytesInOutput}]) => bytesInOutput > 0)
			.map(([path]) => path),
	);
	return [
		...new Set([...files, ...Object.keys(copiedFiles)].flatMap(path => packageOf(path) ?? [])),
	].toSorted();
}

/** What the package of each of these folders is licensed under, with the text that has to go along with it. */
export function licenseTexts(packages: readonly string[]): string {
	const texts = [...new Set(packages.map(folder => `${licenseOf(folder)}\n`))];
	return [preface, ...texts].join(`\n${'-'.repeat(80)}\n\n`);
}

const preface = `The program holds code of these packages. The source of each is the npm package of the name and
version that stand here. In the bundle some have parts left out or replaced, which build/lighter in the source of this program does.
`;

function licenseOf(folder: string): string {
	const file: unknown = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8'));
	const {name, version, license} = file as Readonly<Record<string, unknown>>;
	const title = `${String(name)} ${String(version)}`;
	const texts = foldersOf(folder).flatMap(textsIn);

	if (typeof license !== 'string' && texts.length === 0) {
		throw new TypeError(`${folder} does not say what it is licensed under`);
	}

	return [typeof license === 'string' ? `${title}: ${license}` : title, ...texts].join('\n\n');
}

/** The package's own folder, and those on the way to what is copied out of it: a codec has a licence of its own. */
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

/** The innermost package that a file belongs to; null for a file of our own. */
function packageOf(path: string): string | null {
	const [, folder = null] = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];

	if (folder !== null && !existsSync(join(projectRoot, folder, 'package.json'))) {
		throw new Error(`${folder} is no package`);
	}

	return folder;
}
