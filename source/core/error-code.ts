/** Returns the `code` that Node.js and undici put on their errors, such as `ECONNREFUSED`; null if there is none. */
export function errorCode(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string'
		? error.code
		: null;
}

/** Returns the code of an error of the system or of Node.js. Throws any other error: it is a bug. */
export function systemErrorCode(error: unknown): string {
	const code = errorCode(error);

	if (code === null) {
		throw error;
	}

	return code;
}

/**
 * Error codes of Node.js, OpenSSL and undici, and `PROXY_` with the HTTP status of a proxy that opens no tunnel. Those with
 * the same remedy are one kind. The first match wins.
 */
const faults = {
	'proxy-login': /^PROXY_40[17]$/,
	'proxy-failed': /^PROXY_5/,
	'proxy-refused': /^PROXY_/,
	'name-unknown': /^(ENOTFOUND|ENODATA)$/,
	'name-lookup': /^EAI_/,
	refused: /^ECONNREFUSED$/,
	unreachable: /^(EHOST(UNREACH|DOWN)|ENET(UNREACH|DOWN)|EADDRNOTAVAIL)$/,
	'cut-off': /^(ECONN(RESET|ABORTED)|EPIPE|UND_ERR_(SOCKET|PRX_CONN|RES_CONTENT_LENGTH_MISMATCH))$/,
	'certificate-authority':
		/^(UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE)|SELF_SIGNED_CERT_IN_CHAIN|CERT_UNTRUSTED)$/,
	'certificate-self-signed': /^DEPTH_ZERO_SELF_SIGNED_CERT$/,
	'certificate-expired': /^CERT_HAS_EXPIRED$/,
	'certificate-early': /^CERT_NOT_YET_VALID$/,
	'certificate-host': /^(ERR_TLS_CERT_ALTNAME_INVALID|UND_ERR_PRX_TLS|HOSTNAME_MISMATCH)$/,
	// OpenSSL's codes of certificate errors have no common prefix.
	'certificate-invalid':
		/^(CERT_|CRL_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|(EE|CA)_(KEY|MD)_|UNABLE_TO_(DECRYPT_CERT|DECODE_ISSUER))/,
	'no-tls': /^ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST)$/,
	tls: /^(EPROTO$|ERR_(SSL|TLS)_)/,
	'connect-timeout': /^(ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
	'headers-timeout': /^UND_ERR_HEADERS_TIMEOUT$/,
	'body-timeout': /^UND_ERR_BODY_TIMEOUT$/,
	// undici's parser fails with ERR_ASSERTION on an invalid or unexpected HTTP status.
	'no-http': /^(ERR_ASSERTION$|HPE_|UND_ERR_HEADERS_OVERFLOW$)/,
	'not-decompressed': /^(Z_|ZSTD_|ERR__?(ERROR_|BROTLI|ZSTD|PADDING))/,
} as const satisfies Readonly<Record<string, RegExp>>;

export type TransportFault = keyof typeof faults;

/** Returns the kind of fault for an error code like `ECONNREFUSED`; null if the code is not about a connection. */
export function transportFault(code: string): TransportFault | null {
	const fault = Object.entries(faults).find(([, pattern]) => pattern.test(code));
	return fault === undefined ? null : (fault[0] as TransportFault);
}

export function isCertificateFault(code: string): boolean {
	return transportFault(code)?.startsWith('certificate-') ?? false;
}
