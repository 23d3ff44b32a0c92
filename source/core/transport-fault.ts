/** Connection errors, grouped by what the user can do about them. */
export type TransportFault =
	| 'name-unknown'
	| 'name-lookup'
	| 'refused'
	| 'unreachable'
	| 'blocked'
	| 'cut-off'
	| 'too-many-files'
	| 'certificate-authority'
	| 'certificate-self-signed'
	| 'certificate-expired'
	| 'certificate-early'
	| 'certificate-host'
	| 'certificate-revoked'
	| 'certificate-invalid'
	| 'no-tls'
	| 'tls'
	| 'connect-timeout'
	| 'headers-timeout'
	| 'body-timeout'
	| 'no-http'
	| 'long-headers'
	| 'not-decompressed';

const codes: Readonly<Record<string, TransportFault>> = {
	ENOTFOUND: 'name-unknown',
	ENODATA: 'name-unknown',
	ECONNREFUSED: 'refused',
	EHOSTUNREACH: 'unreachable',
	EHOSTDOWN: 'unreachable',
	ENETUNREACH: 'unreachable',
	ENETDOWN: 'unreachable',
	EADDRNOTAVAIL: 'unreachable',
	EACCES: 'blocked',
	EPERM: 'blocked',
	ECONNRESET: 'cut-off',
	ECONNABORTED: 'cut-off',
	EPIPE: 'cut-off',
	UND_ERR_SOCKET: 'cut-off',
	UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'cut-off',
	EMFILE: 'too-many-files',
	ENFILE: 'too-many-files',
	UNABLE_TO_GET_ISSUER_CERT: 'certificate-authority',
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'certificate-authority',
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'certificate-authority',
	SELF_SIGNED_CERT_IN_CHAIN: 'certificate-authority',
	CERT_UNTRUSTED: 'certificate-authority',
	DEPTH_ZERO_SELF_SIGNED_CERT: 'certificate-self-signed',
	CERT_HAS_EXPIRED: 'certificate-expired',
	CERT_NOT_YET_VALID: 'certificate-early',
	ERR_TLS_CERT_ALTNAME_INVALID: 'certificate-host',
	HOSTNAME_MISMATCH: 'certificate-host',
	CERT_REVOKED: 'certificate-revoked',
	ERR_SSL_WRONG_VERSION_NUMBER: 'no-tls',
	ERR_SSL_PACKET_LENGTH_TOO_LONG: 'no-tls',
	ERR_SSL_HTTP_REQUEST: 'no-tls',
	EPROTO: 'tls',
	ETIMEDOUT: 'connect-timeout',
	UND_ERR_CONNECT_TIMEOUT: 'connect-timeout',
	UND_ERR_HEADERS_TIMEOUT: 'headers-timeout',
	UND_ERR_BODY_TIMEOUT: 'body-timeout',
	UND_ERR_HEADERS_OVERFLOW: 'long-headers',
	HPE_HEADER_OVERFLOW: 'long-headers',
	// undici's parser fails with this code on an invalid or unexpected HTTP status.
	ERR_ASSERTION: 'no-http',
};

/** Patterns for all other codes. OpenSSL's codes of certificate errors have no common prefix. */
const families: ReadonlyArray<readonly [RegExp, TransportFault]> = [
	[/^EAI_/, 'name-lookup'],
	[/^HPE_/, 'no-http'],
	[/^(Z_|ZSTD_|ERR__?(ERROR_|BROTLI|ZSTD|PADDING))/, 'not-decompressed'],
	[/^ERR_(SSL|TLS)_/, 'tls'],
	[
		/^(CERT_|CRL_|INVALID_(CA|PURPOSE)$|PATH_LENGTH_|(EE|CA)_(KEY|MD)_|UNABLE_TO_(DECRYPT_CERT|DECODE_ISSUER))/,
		'certificate-invalid',
	],
];

/** Returns the meaning of an error code of Node, OpenSSL or undici; null if it is unknown or not about a connection. */
export function transportFault(code: string): TransportFault | null {
	return (
		(Object.hasOwn(codes, code) ? codes[code] : null) ??
		families.find(([pattern]) => pattern.test(code))?.[1] ??
		null
	);
}

export function isCertificateFault(code: string): boolean {
	return transportFault(code)?.startsWith('certificate-') ?? false;
}
