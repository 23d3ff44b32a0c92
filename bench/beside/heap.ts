import {appendFileSync} from 'node:fs';
import {getHeapSpaceStatistics} from 'node:v8';

/** V8 compiles what runs often for hours; this code is not data, and no more than the program has. */
const codeSpaces = new Set(['code_space', 'code_large_object_space', 'trusted_space']);

// Loaded into the program by bench/soak.ts. At a signal, writes the time and the bytes of data in use after a collection of garbage.
process.on('SIGURG', () => {
	globalThis.gc?.();
	const data = getHeapSpaceStatistics()
		.filter(({space_name: name}) => !codeSpaces.has(name))
		.reduce((sum, {space_used_size: bytes}) => sum + bytes, process.memoryUsage().external);
	appendFileSync(process.env['HEAP_FILE'] ?? '', `${Date.now()} ${data}\n`);
});
