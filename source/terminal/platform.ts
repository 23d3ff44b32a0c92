/** The system on which the program runs. What differs between systems is a function of it, so that tests can choose. */
export const platform: NodeJS.Platform = process.platform;

const isWindows = platform === 'win32';

/** Returns the user's locale, such as `zh-CN`, where no environment variable names it: on Windows. Empty elsewhere. */
export function systemLocale(system = platform): string {
	return system === 'win32' ? Intl.DateTimeFormat().resolvedOptions().locale : '';
}

/** Returns whether the system uses UTF-8 in every locale. */
export function isAlwaysUtf8(system: NodeJS.Platform): boolean {
	return system === 'win32' || system === 'darwin';
}

/**
 * Keeps Windows from starting a program, such as the pager, from the current folder, where anybody may have put one.
 * Other systems search only in `PATH`.
 */
export function searchOnlyPath(env: Record<string, string | undefined>, system = platform): void {
	if (system === 'win32') {
		env['NoDefaultCurrentDirectoryInExePath'] ??= '1';
	}
}

/**
 * Sends SIGTSTP to the whole process group, as ctrl+z does: the shell may wait for a parent process such as npm. Unlike
 * SIGSTOP, it stops no group that no shell could continue. Null on Windows, which has no job control.
 */
export const stopGroup = isWindows ? null : () => process.kill(0, 'SIGTSTP');

/** Makes Node read the size of the terminal. Null on Windows, where Node does so with the next write. */
export const refreshSize = isWindows ? null : () => process.kill(process.pid, 'SIGWINCH');

const isInThread = (name: string) => /^(?:GetAddrInfo|FSReq)/.test(name);

/**
 * Exits at once. `process.exit` waits for other threads, up to 30 seconds for a DNS lookup. Then a shell that exits
 * replaces this process, but not on Windows, which has no such call.
 */
export function exitNow(exitCode: number): void {
	if (!isWindows && process.getActiveResourcesInfo().some(isInThread)) {
		process.execve?.('/bin/sh', ['sh', '-c', `exit ${exitCode}`], {});
	}

	process.exit(exitCode);
}

/** The environment variables: `process.env`, or a replacement in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Variable names are case-insensitive on Windows. */
const secretVariable = /^CHENYU_API_KEY$/i;

/** Returns the environment of a child process, without the API key. */
export function childEnvironment(env: Environment): Environment {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !secretVariable.test(name)));
}

export function isOverSsh(env: Environment): boolean {
	return Boolean(env['SSH_CONNECTION'] ?? env['SSH_CLIENT'] ?? env['SSH_TTY']);
}

export function isWsl(env: Environment): boolean {
	return Boolean(env['WSL_DISTRO_NAME'] ?? env['WSL_INTEROP']);
}
