/** Both ends are inclusive. */
type ByteRange = {readonly first: number; readonly last: number};

/** Parses a `Range` header for a file of `total` bytes. Supports one range in bytes; RFC 9110 allows ignoring all others. */
export function byteRange(header: string, total: number): ByteRange | 'ignored' | 'unsatisfiable' {
	const match = /^bytes=(\d*)-(\d*)$/.exec(header);
	const [, from = '', until = ''] = match ?? [];

	if (from === '' && until === '') {
		return 'ignored';
	}

	// `-5` is the last five bytes.
	const first = from === '' ? Math.max(0, total - Number(until)) : Number(from);
	const last = from === '' || until === '' ? total - 1 : Math.min(Number(until), total - 1);

	if (from !== '' && until !== '' && Number(until) < Number(from)) {
		return 'ignored';
	}

	return first < total && first <= last ? {first, last} : 'unsatisfiable';
}
