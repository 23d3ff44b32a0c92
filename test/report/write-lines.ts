import {lineWriter} from '../../source/report/line-writer.ts';

// A program for the tests: writes as many lines of a kibibyte as it is told, tells on stderr what became of the
// reader, and is then left at once.
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
