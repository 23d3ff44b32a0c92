import {kindOfApiName, kindOfName, type OutputKind} from '../core/output/kinds.ts';

/**
 * Returns the kind of an output; null if unknown. The file extension in `address` or `name` decides. Without an address
 * or a known extension, a word in `key` decides, such as `images` in `n9_images`.
 */
export function outputKind(
	key: string,
	address: URL | null,
	name: string | null = null,
): OutputKind | null {
	return address === null ? slotKind(key) : (fileKind(address, name) ?? slotKind(key));
}

function fileKind(address: URL, name: string | null): OutputKind | null {
	// An address of the workflow engine has the file name in its query: `/view?filename=a.png`.
	const names = [address.pathname, address.searchParams.get('filename'), name];
	return names.map(each => kindOfName(each ?? '')).find(kind => kind !== null) ?? null;
}

function slotKind(key: string): OutputKind | null {
	const kinds = key
		.toLowerCase()
		.split(/[^a-z]+/)
		.map(kindOfApiName);
	return kinds.findLast(kind => kind !== null) ?? null;
}
