import type {MutableEnvironment} from './find-key.ts';

const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';

/**
 * Removes the variable that disables the verification of certificates, for this process and its children. Returns whether it
 * was set to do so. Node would also write its own warning about it over the screen.
 */
export function takeTlsVariable(env: MutableEnvironment): boolean {
	const isOff = env[variable] === '0';

	if (isOff) {
		delete env[variable];
	}

	return isOff;
}
