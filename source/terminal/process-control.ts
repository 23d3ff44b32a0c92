import {platform} from './platform.ts';

/** What this process does to itself, which differs between systems. */
export type ProcessControl = {
	/**
	 * Sends SIGTSTP to the whole process group, as ctrl+z does: the shell may wait for a parent process such as npm,
	 * which must stop too. Unlike SIGSTOP, SIGTSTP does not stop a process group that no shell could continue. Null on
	 * Windows, which has no job control.
	 */
	readonly stopGroup: (() => void) | null;
	/** Makes Node read the size of the terminal again. Null on Windows, where Node does so when it writes. */
	readonly refreshSize: (() => void) | null;
	/** Ends this process at once, without waiting for its threads. Returns if that is impossible, as on Windows. */
	readonly exitWithoutThreads: (exitCode: number) => void;
};

const posix: ProcessControl = {
	stopGroup: () => process.kill(0, 'SIGTSTP'),
	refreshSize: () => process.kill(process.pid, 'SIGWINCH'),
	// Replaces the process by a shell that exits.
	exitWithoutThreads(exitCode) {
		process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
	},
};

const windows: ProcessControl = {
	stopGroup: null,
	refreshSize: null,
	exitWithoutThreads: () => undefined,
};

export const processControl = platform === 'win32' ? windows : posix;

/** Returns whether a process of this machine is running. A process of another user counts. */
export function isProcessAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code !== 'ESRCH';
	}
}
