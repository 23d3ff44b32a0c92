import {join} from 'node:path';
import {bundleHello} from './hello.ts';
import {node, program, runId, startOnScreen, startService, timeOfProcess} from './process.ts';
import {alternate, ratioRow, type Bench} from './row.ts';

/** Measures whole processes with a warm compile cache. */
export const start: Bench = async () => {
	const service = await startService({entries: 30, changes: false});
	const hello = join(await bundleHello(), '..', 'cached.js');

	try {
		const version = await alternate(
			() => timeOfProcess(node, [program, '--version']),
			() => timeOfProcess(node, ['-e', '0']),
		);
		const screen = await alternate(
			() => timeOfScreen([program, '--base-url', service.origin, runId(0)], /sampler step 29/),
			() => timeOfScreen([hello], /第 38 步/),
		);
		return [
			ratioRow('--version', version, 'node -e 0', 2),
			ratioRow('first screen with the data of a run', screen, 'bare Ink', 1.3),
		];
	} finally {
		await service.close();
	}
};

/** Returns milliseconds until the screen shows the text. */
async function timeOfScreen(args: readonly string[], wanted: RegExp): Promise<number> {
	const began = performance.now();
	const screen = startOnScreen(node, args, {columns: 120, rows: 40});
	await screen.shows(wanted);
	const time = performance.now() - began;
	await screen.end();
	return time;
}
