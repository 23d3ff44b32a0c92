import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {root, temporaryFolder, type Scope, type TestEnvironment} from './program.ts';

const preload = pathToFileURL(join(root, 'test', 'helpers', 'fault-hung-file.ts')).href;

/**
 * Returns environment variables that make a file operation of a program hang, or fail with `code` if it is given.
 * `call`: the operation, like `stat`, or `file.write` for a method of an open file. `under`: the start of the
 * affected paths. Without `call`, one operation hangs when the program starts.
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
