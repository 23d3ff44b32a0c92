import type {MutableEnvironment} from './read-key.ts';

const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';

/**
 * Takes out of the environment what would switch the verification of certificates off, for this process and all that
 * it starts; tells whether it was set so. With it, Node would also write a warning of its own over the screen.
 */
export function takeTlsVariable(env: MutableEnvironment): boolean {
	const isOff = env[variable] === '0';

	if (isOff) {
		delete env[variable];
	}

	return isOff;
}
