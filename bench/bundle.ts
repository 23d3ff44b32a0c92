import {bundle} from '../build/bundle.ts';
import type {Bench, Row} from './run.ts';

/** Smaller packages are reported together, in bytes. */
const worthNaming = 40_000;

type Share = readonly [name: string, bytes: number];

/** The size of the bundle, by package. */
export const bundleSize: Bench = async () => {
	const {outputs} = await bundle(null);
	const shares = new Map<string, number>();

	for (const {inputs} of Object.values(outputs)) {
		for (const [path, {bytesInOutput}] of Object.entries(inputs)) {
			const name = ownerOf(path);
			shares.set(name, (shares.get(name) ?? 0) + bytesInOutput);
		}
	}

	const all = [...shares].toSorted(([, a], [, b]) => b - a);
	const rest = all.filter(([, bytes]) => bytes < worthNaming);
	const total = Object.values(outputs).reduce((sum, {bytes}) => sum + bytes, 0);
	const row = ([name, bytes]: Share): Row => ({
		what: name,
		measured: kilobytes(bytes),
		reference: `${kilobytes(total)} (the bundle)`,
		ratio: bytes / total,
		reach: null,
	});
	return [
		row(['the bundle, minified but for names', total]),
		...all.filter(([, bytes]) => bytes >= worthNaming).map(row),
		row([`${rest.length} others`, rest.reduce((sum, [, bytes]) => sum + bytes, 0)]),
	];
};

/** The package of a file, or this program. */
function ownerOf(path: string): string {
	return /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? 'chenyu-top itself';
}

function kilobytes(bytes: number): string {
	return `${(bytes / 1000).toFixed(0)} kB`;
}
