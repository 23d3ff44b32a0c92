import {getCACertificates, setDefaultCACertificates} from 'node:tls';

let isDone = false;

/**
 * Adds the certificate authorities of the system, which a company proxy needs, to those of Node.js and
 * `NODE_EXTRA_CA_CERTS`. Runs once per process, because it takes some milliseconds.
 */
export function trustSystemRoots(): void {
	if (!isDone) {
		isDone = true;
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}
