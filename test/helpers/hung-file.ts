import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {root, temporaryFolder, type Scope, type TestEnvironment} from './program.ts';

const preload = pathToFileURL(join(root, 'test', 'helpers', 'fault-hung-file.ts')).href;

/**
 * Makes a file call below a folder hang, or fail with a code. `file.` are calls of file handles. Without a call, one
 * that hangs is made at the start.
 */
export function hungFile(
	scope: Scope,
	call?: string,
	under?: string,
	code?: string,
): TestEnvironment {
	const pipe = join(temporaryFolder(scope), 'pipe');
	execFileSync('mkfifo', [pipe]);
	return {
		NODE_OPTIONS: `--import=${preload}`,
		FAULT_CALL: call,
		FAULT_UNDER: under,
		FAULT_PIPE: pipe,
		FAULT_CODE: code,
	};
}
