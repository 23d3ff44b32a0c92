import {platform} from './platform.ts';

const isWindows = platform === 'win32';

/**
 * Sends SIGTSTP to the whole process group, as ctrl+z does: the shell may wait for a parent process such as npm,
 * which must stop too. Unlike SIGSTOP, SIGTSTP does not stop a process group that no shell could continue. Null on
 * Windows, which has no job control.
 */
export const stopGroup = isWindows ? null : () => process.kill(0, 'SIGTSTP');

/** Makes Node read the size of the terminal. Null on Windows, where Node does so with the next write. */
export const refreshSize = isWindows ? null : () => process.kill(process.pid, 'SIGWINCH');

/**
 * Ends this process without waiting for its threads: replaces it by a shell that exits. Windows cannot replace a
 * process, so there it returns.
 */
export function exitWithoutThreads(exitCode: number): void {
	if (!isWindows) {
		process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
	}
}
