import {memoizeByObject} from '../../core/memoize.ts';
import {unknownAsset, type Assets} from '../../core/output/asset.ts';
import {fileName, readFileValues, type FileValue} from '../../core/output/file-value.ts';
import {kindOfMediaType, kindOfName} from '../../core/output/kinds.ts';
import type {Output} from '../../core/output/output.ts';
import type {OrderInput} from '../../core/run-order.ts';
import type {Run} from '../../core/run.ts';
import {foreignName} from '../../core/text/sanitize.ts';
import {removedQuery} from '../../core/text/without-secrets.ts';
import type {State} from '../../store/state.ts';
import {previewKind, type RunOutput} from './state.ts';

/** Begins the keys of pictures among the inputs, which are paths in the order, and so differ from those of outputs. */
const inputPath = 'inputs.';

export function isInput({output: {key}}: RunOutput): boolean {
	return key.exact.startsWith(inputPath);
}

/** Returns the files among the inputs of a run that are pictures, or may be, as if they were outputs. */
export function inputPictures(
	{runOrders, assets}: Pick<State, 'runOrders' | 'assets'>,
	run: Run,
): readonly RunOutput[] {
	const inputs = runOrders.get(run.id)?.info?.inputs ?? run.inputs;
	return inputs === null ? [] : picturesAmong(inputs, assets).map(output => ({run, output}));
}

/** Memoized, because the footer depends on it, and a data URL can be megabytes long. */
const picturesAmong = memoizeByObject((inputs: readonly OrderInput[], assets: Assets) =>
	inputs
		.flatMap(({key, value}) => {
			const files = readFileValues(value.exact);
			return files.map((file, index) =>
				outputOf(`${key.exact}${files.length === 1 ? '' : `.${index}`}`, file, assets),
			);
		})
		.filter(output => previewKind(output) === 'image'),
);

function outputOf(key: string, file: FileValue, assets: Assets): Output {
	const {exact, assetId, address, data, label} = file;
	const asset = assets.get(assetId ?? '') ?? unknownAsset;
	const name = data === null || label !== '' ? fileName(file, assets) : null;
	// Inputs are kept without the queries of addresses.
	const link = address?.search === removedQuery ? null : address;
	return {
		key: foreignName(inputPath + key),
		kind:
			(asset.kind === 'file' ? null : asset.kind) ??
			kindOfMediaType(data?.mediaType ?? '') ??
			kindOfName(name ?? '') ??
			kindOfName(address?.pathname ?? '') ??
			'file',
		name: name === null ? null : foreignName(name),
		value: foreignName(exact),
		address: asset.address ?? link ?? (data && URL.parse(exact)),
		assetId,
	};
}
