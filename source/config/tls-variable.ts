import type {MutableEnvironment} from './find-key.ts';

const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';

/**
 * Deletes the variable that disables the verification of TLS certificates, for this process and its child processes.
 * Returns whether verification was disabled. Without the deletion, Node would write a warning over the screen.
 */
export function takeTlsVariable(env: MutableEnvironment): boolean {
	const isOff = env[variable] === '0';

	if (isOff) {
		delete env[variable];
	}

	return isOff;
}
