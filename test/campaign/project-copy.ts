import {cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {root, temporaryFolder, type Scope} from '../helpers/program.ts';

/** What of the project is not copied. */
const excluded = new Set(['.git', 'node_modules', 'dist']);

/** Copies the project into a temporary folder, with a link to its packages. Returns the folder. */
export function copyProject(scope: Scope): string {
	const folder = temporaryFolder(scope);

	for (const name of readdirSync(root).filter(entry => !excluded.has(entry))) {
		cpSync(join(root, name), join(folder, name), {recursive: true});
	}

	symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
	return folder;
}

/** Changes a file, waits for `work`, and restores the file, even if `work` fails. */
export async function withChange<Value>(
	path: string,
	change: (text: string) => string,
	work: () => Promise<Value>,
): Promise<Value> {
	const text = readFileSync(path, 'utf8');

	try {
		writeFileSync(path, change(text));
		return await work();
	} finally {
		writeFileSync(path, text);
	}
}
