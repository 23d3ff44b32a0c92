import {bundle} from '../build/bundle.ts';
import {valueRow, type Bench} from './row.ts';

export const bundleSize: Bench = async () => {
	const outputs = (await bundle(null)).flatMap(metafile => Object.values(metafile.outputs));
	const bytes = outputs.reduce((sum, output) => sum + output.bytes, 0);
	return [valueRow('size of the bundle', bytes / 1000, 'kB', null)];
};
