import {isAbsolute, join} from 'node:path';

/** Environment variables by name. What is not set is undefined. */
export type Environment = Readonly<Record<string, string | undefined>>;

const name = 'chenyu-top';

/** The folder for what the program keeps between sessions; null where the user has no home to put it in. */
export function stateFolder(env: Environment, platform: NodeJS.Platform): string | null {
	if (platform === 'win32') {
		return under(env['LOCALAPPDATA'], name);
	}

	// What is not absolute is to be ignored, says the specification.
	const own = under(env['XDG_STATE_HOME'], name);

	if (own !== null) {
		return own;
	}

	return platform === 'darwin'
		? under(env['HOME'], 'Library', 'Application Support', name)
		: under(env['HOME'], '.local', 'state', name);
}

function under(folder: string | undefined, ...parts: readonly string[]): string | null {
	return folder !== undefined && isAbsolute(folder) ? join(folder, ...parts) : null;
}
