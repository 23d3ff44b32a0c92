/** The environment variables: `process.env`, or a replacement in a test. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Returns the environment of a child process, without the API key. */
export function childEnvironment(env: Environment): Environment {
	// Variable names are case-insensitive on Windows.
	return Object.fromEntries(
		Object.entries(env).filter(([name]) => name.toUpperCase() !== 'CHENYU_API_KEY'),
	);
}

export function isOverSsh(env: Environment): boolean {
	return Boolean(env['SSH_CONNECTION'] ?? env['SSH_CLIENT'] ?? env['SSH_TTY']);
}

export function isWsl(env: Environment): boolean {
	return Boolean(env['WSL_DISTRO_NAME'] ?? env['WSL_INTEROP']);
}
