import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';

/**
 * Preloaded into the program. Makes the write to stdout with the index FAILING_WRITE fail (the first has 0), and all
 * later ones. FAILING_WAY is the kind of failure; for example, with `once` only that write fails. Writes `<failing>`
 * to stderr at the first failure.
 */
const nth = Number(process.env['FAILING_WRITE']);
const way = process.env['FAILING_WAY'];
const {writeSync} = fs;
let writes = 0;

function fail(code: string): never {
	throw Object.assign(new Error(`${code}: as it happens`), {code});
}

function write(descriptor: number, chunk: Buffer | string, offset = 0): number {
	if (descriptor !== 1 || typeof chunk === 'string') {
		return writeSync(descriptor, chunk as Buffer, offset);
	}

	const now = writes++;

	if (now === nth) {
		writeSync(2, '<failing>');
	}

	if (now < nth) {
		return writeSync(descriptor, chunk, offset);
	}

	if (way === 'partly') {
		return now === nth ? writeSync(descriptor, chunk, offset, 1) : fail('EFBIG');
	}

	if (way === 'slowly') {
		return writeSync(descriptor, chunk, offset, Math.min(7, chunk.length - offset));
	}

	return way === 'once' && now > nth ? writeSync(descriptor, chunk, offset) : fail('ENOSPC');
}

Object.assign(fs, {writeSync: write});
syncBuiltinESMExports();
