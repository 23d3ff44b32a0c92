import {getCACertificates, setDefaultCACertificates} from 'node:tls';

let isDone = false;

/**
 * Adds the machine's own certificate authorities to those that Node brings along and those of `NODE_EXTRA_CA_CERTS`, as
 * a company's proxy needs it. It takes some milliseconds, and is done once for the whole process.
 */
export function trustSystemRoots(): void {
	if (!isDone) {
		isDone = true;
		setDefaultCACertificates([
			...new Set([...getCACertificates('default'), ...getCACertificates('system')]),
		]);
	}
}
