import {kindOfApiName, kindOfName, type OutputKind} from '../core/output/kinds.ts';

/**
 * Returns the kind of an output: by the extension of its address or name, else by the slot in its key (`n9_images` is node
 * 9, slot images). Null if neither implies a kind.
 */
export function outputKind(
	key: string,
	address: URL | null,
	name: string | null = null,
): OutputKind | null {
	return address === null ? slotKind(key) : (fileKind(address, name) ?? slotKind(key));
}

/** Returns the kind of a `type` of `candidate_output_manifest`; null for an unknown type. */
export function typeKind(type: string): OutputKind | null {
	return kindOfApiName(type.trim().toLowerCase());
}

function fileKind(address: URL, name: string | null): OutputKind | null {
	// Addresses of the engine have the file name in the query: `/view?filename=a.png`.
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
