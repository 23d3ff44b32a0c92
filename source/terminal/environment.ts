/** Environment variables, as `process.env` has them. Passed in, never read from `process` here. */
export type Environment = Readonly<Record<string, string | undefined>>;

const secrets: ReadonlySet<string> = new Set(['CHENYU_API_KEY']);

/** The environment for a program that is started from here: all variables but those that hold a secret. */
export function childEnvironment(env: Environment): Environment {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !isSecret(name)));
}

/** Whether the program runs on another machine than the one with the keyboard. */
export function isRemote(env: Environment): boolean {
	return Boolean(env['SSH_CONNECTION'] ?? env['SSH_CLIENT'] ?? env['SSH_TTY']);
}

/** Whether this is Linux within Windows, where the desktop is reached with Windows' own programs. */
export function isWsl(env: Environment): boolean {
	return Boolean(env['WSL_DISTRO_NAME'] ?? env['WSL_INTEROP']);
}

function isSecret(name: string): boolean {
	// Windows does not tell upper from lower case here.
	return secrets.has(name.toUpperCase());
}
