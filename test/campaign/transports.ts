import {
	brotliCompressSync,
	deflateRawSync,
	deflateSync,
	gzipSync,
	zstdCompressSync,
} from 'node:zlib';

export type Sent = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Uint8Array;
};

export type Transport = (text: string) => Sent;

function sent(body: Uint8Array, headers: Sent['headers'] = {}, status = 200): Sent {
	return {status, headers, body};
}

const encoded = (encoding: string, pack: (bytes: Uint8Array) => Uint8Array): Transport => {
	return text => sent(pack(Buffer.from(text)), {'content-encoding': encoding});
};

/** Valid and invalid framings, character encodings, compressions and statuses. */
export const transports: readonly Transport[] = [
	text => sent(Buffer.from(text)),
	text => sent(Buffer.from(`\uFEFF${text}`)),
	text => sent(Buffer.from(`\uFEFF\uFEFF${text}`)),
	text => sent(Buffer.from(`\u0000${text}`)),
	text => sent(Buffer.from(`${text}\u0000`)),
	text => sent(Buffer.from(`${text}${text}`)),
	text => sent(Buffer.from(`)]}',\n${text}`)),
	text => sent(Buffer.from(`callback(${text})`)),
	text => sent(Buffer.from(`<!doctype html><title>502</title><pre>${text}</pre>`)),
	text => sent(Buffer.from(text, 'latin1'), {'content-type': 'application/json; charset=latin1'}),
	text => sent(Buffer.from(text, 'utf16le')),
	text => sent(Buffer.from(text, 'utf16le').swap16()),
	text => sent(Buffer.from(text.replaceAll('图', '\uD800'))),
	text => sent(Buffer.concat([Buffer.from(text), Buffer.from([0xff, 0xfe, 0xc0, 0x80])])),
	encoded('gzip', bytes => gzipSync(bytes)),
	encoded('x-gzip', bytes => gzipSync(bytes)),
	encoded('deflate', bytes => deflateSync(bytes)),
	encoded('deflate', bytes => deflateRawSync(bytes)),
	encoded('br', bytes => brotliCompressSync(bytes)),
	encoded('zstd', bytes => zstdCompressSync(bytes)),
	encoded('gzip, br', bytes => brotliCompressSync(gzipSync(bytes))),
	encoded('gzip', bytes => bytes),
	encoded('br', bytes => gzipSync(bytes)),
	encoded('gzip', bytes => gzipSync(bytes).subarray(0, 40)),
	encoded('gzip', bytes => Buffer.concat([gzipSync(bytes), Buffer.from('tail')])),
	encoded('rot13', bytes => bytes),
	encoded('identity', bytes => bytes),
	encoded('gzip, gzip, gzip, gzip, gzip, gzip', bytes => bytes),
	...[
		299, 300, 304, 400, 401, 403, 404, 408, 418, 425, 429, 451, 499, 500, 502, 503, 504, 507, 520,
		599,
	].map(
		(status): Transport =>
			text =>
				sent(Buffer.from(text), {}, status),
	),
];
