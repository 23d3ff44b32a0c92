/** The first and the last byte of a range, inclusive. */
type ByteRange = {readonly first: number; readonly last: number};

/**
 * Parses a `Range` header for a file of `total` bytes. Supports a single byte range. Ignores all other forms, as RFC
 * 9110 allows.
 */
export function byteRange(header: string, total: number): ByteRange | 'ignored' | 'unsatisfiable' {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header);
	const [, from = '', until = ''] = match ?? [];

	if (from === '' && until === '') {
		return 'ignored';
	}

	// A range without a start, such as `-5`, means the last five bytes.
	const first = from === '' ? Math.max(0, total - Number(until)) : Number(from);
	const last = from === '' || until === '' ? total - 1 : Math.min(Number(until), total - 1);

	if (from !== '' && until !== '' && Number(until) < Number(from)) {
		return 'ignored';
	}

	return first < total && first <= last ? {first, last} : 'unsatisfiable';
}
