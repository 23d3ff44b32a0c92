import {getCACertificates, setDefaultCACertificates} from 'node:tls';

let isDone = false;

/**
 * Adds the certificate authorities of the system to those of Node.js and `NODE_EXTRA_CA_CERTS`, as a company proxy needs. It takes some
 * milliseconds, and is done once per process.
 */
export function trustSystemRoots(): void {
	if (!isDone) {
		isDone = true;
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}
