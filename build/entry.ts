import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import packageFile from '../package.json' with {type: 'json'};

/** Writes the executable, which checks the Node version before it loads the bundle. */
export function writeEntry(folder: string): void {
	const [, minimum = ''] = /^>=(\d+\.\d+)$/.exec(packageFile.engines.node) ?? [];

	if (minimum === '') {
		throw new Error('engines.node in package.json is not of the form >=MAJOR.MINOR');
	}

	const en = `chenyu-top: this is Node %, but Node ${minimum} or later is required. Install it, or put it first in PATH.`;
	const zh = `chenyu-top: 当前是 Node %，需要 Node ${minimum} 或更高版本。请安装，或让它在 PATH 中排在最前。`;
	const code = readFileSync(join(import.meta.dirname, 'entry.js'), 'utf8')
		.replace('__MINIMUM__', JSON.stringify(minimum.split('.').map(Number)))
		.replace('__EN__', JSON.stringify(en))
		.replace('__ZH__', JSON.stringify(zh));
	const file = join(folder, 'chenyu-top.js');
	writeFileSync(file, code, {mode: 0o755});
}
