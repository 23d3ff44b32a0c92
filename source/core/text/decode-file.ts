/** Decodes a text file: UTF-16 if it starts with that mark, as PowerShell 5 writes files, else UTF-8. */
export function decodeFile(bytes: Uint8Array): string {
	const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
	return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}
