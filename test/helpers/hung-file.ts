import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {root, type Scope, type TestEnvironment, temporaryFolder} from './program.ts';

const preload = pathToFileURL(join(root, 'test', 'helpers', 'fault-hung-file.ts')).href;

/** Makes a file call hang below a folder. `file.` are calls of file handles. */
export function hungFile(scope: Scope, call: string, under: string): TestEnvironment {
	const pipe = join(temporaryFolder(scope), 'pipe');
	execFileSync('mkfifo', [pipe]);
	return {
		NODE_OPTIONS: `--import=${preload}`,
		FAULT_CALL: call,
		FAULT_UNDER: under,
		FAULT_PIPE: pipe,
	};
}
