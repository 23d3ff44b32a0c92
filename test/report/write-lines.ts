import {lineWriter} from '../../source/report/line-writer.ts';

// A test program: writes lines of 1 KiB, reports on stderr whether stdout was closed, and exits immediately.
const writer = lineWriter(process.stdout);
const line = 'x'.repeat(1023);

for (let written = 0; written < Number(process.argv[2]); written++) {
	if (!writer.write(line)) {
		await writer.flush();
	}
}

await writer.flush();
const cause = await Promise.race([writer.gone, Promise.resolve('still there')]);
process.stderr.write(cause === null ? 'gone quietly' : String(cause));
process.exit(0);
