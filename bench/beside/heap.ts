import {appendFileSync} from 'node:fs';

// Loaded into the program by bench/soak.ts. At a signal, writes the time and the bytes in use after a collection of garbage.
process.on('SIGURG', () => {
	globalThis.gc?.();
	const {heapUsed, external} = process.memoryUsage();
	appendFileSync(process.env['HEAP_FILE'] ?? '', `${Date.now()} ${heapUsed + external}\n`);
});
