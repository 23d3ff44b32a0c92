import {readFileSync, writeFileSync, chmodSync} from 'node:fs';
import {join} from 'node:path';
import {oldNodeEn, oldNodeZh} from '../source/i18n/old-node.ts';
import packageFile from '../package.json' with {type: 'json'};

/** Writes the command's own file, with the sentences and the version that are wanted in it. */
export function writeEntry(folder: string): void {
	const [, wanted = ''] = /^>=(\d+\.\d+)$/.exec(packageFile.engines.node) ?? [];

	if (wanted === '') {
		throw new Error('engines.node in package.json is not of the form >=MAJOR.MINOR');
	}

	const template = readFileSync(join(import.meta.dirname, 'entry.js'), 'utf8');
	const file = join(folder, 'chenyu-top.js');
	writeFileSync(
		file,
		template
			.replace('__WANTED__', JSON.stringify(wanted.split('.').map(Number)))
			.replace('__EN__', JSON.stringify(oldNodeEn('%', wanted)))
			.replace('__ZH__', JSON.stringify(oldNodeZh('%', wanted))),
	);
	chmodSync(file, 0o755);
}
