import {statSync} from 'node:fs';
import {join} from 'node:path';
import {bundleHello} from './hello.ts';
import {
	binary,
	node,
	program,
	runId,
	startOnScreen,
	startService,
	timeOfProcess,
} from './process.ts';
import {alternate, ratioRow, valueRow, type Bench, type Row} from './row.ts';

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
			() => timeOfScreen(node, [program, ...watched(service.origin)], firstEntry),
			() => timeOfScreen(node, [hello], /第 38 步/),
		);
		return [
			...(binary === null ? [] : await binaryRows(binary, service.origin)),
			ratioRow('--version', version, 'node -e 0', 2),
			ratioRow('first screen of a run', screen, 'bare Ink', 1.5),
		];
	} finally {
		await service.close();
	}
};

/** Compares the single file with the package on the Node of the tests. */
async function binaryRows(file: string, origin: string): Promise<readonly Row[]> {
	const version = await alternate(
		() => timeOfProcess(file, ['--version']),
		() => timeOfProcess(node, [program, '--version']),
	);
	const screen = await alternate(
		() => timeOfScreen(file, watched(origin), firstEntry),
		() => timeOfScreen(node, [program, ...watched(origin)], firstEntry),
	);
	return [
		ratioRow('binary: --version', version, 'the package', null),
		ratioRow('binary: first screen', screen, 'the package', null),
		valueRow('binary: size', statSync(file).size / 1000, 'kB', null),
	];
}

const firstEntry = /sampler step 29/;

function watched(origin: string): readonly string[] {
	return ['--base-url', origin, runId(0)];
}

/** Returns milliseconds until the screen shows the text. */
async function timeOfScreen(
	file: string,
	args: readonly string[],
	wanted: RegExp,
): Promise<number> {
	const began = performance.now();
	const screen = startOnScreen(file, args, {columns: 120, rows: 40});
	await screen.shows(wanted);
	const time = performance.now() - began;
	await screen.end();
	return time;
}
