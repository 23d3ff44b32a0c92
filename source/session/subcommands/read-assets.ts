import type {Asset} from '../../core/output/asset.ts';
import {refusedAsset} from '../../polling/lookups.ts';
import {findAssets, recordAsset} from '../../storage/assets.ts';
import type {CommandAccount} from './command-account.ts';

/** Returns those of the assets that are known. Asks the service once for each that the history lacks, and keeps it. */
export async function readAssets(
	ids: readonly string[],
	account: CommandAccount,
): Promise<ReadonlyMap<string, Asset>> {
	const kept = account.storage.query(findAssets, ids);
	const asked = new Map<string, Asset>();

	for (const id of new Set(ids)) {
		const asset = kept.has(id) ? null : await loadAsset(id, account);

		if (asset !== null) {
			asked.set(id, asset);
			account.storage.write(recordAsset, id, asset);
		}
	}

	return new Map([...kept, ...asked]);
}

/** Asks the service for an asset, with an address that works. Null if the service does not answer. */
export async function loadAsset(
	id: string,
	{client, send, signal}: CommandAccount,
): Promise<Asset | null> {
	try {
		// A refusal is an answer, so `send` does not repeat the request.
		return await send(async () =>
			client.asset(id, signal).catch((error: unknown) => {
				const refused = refusedAsset(error);

				if (refused === null) {
					throw error;
				}

				return refused;
			}),
		);
	} catch {
		signal.throwIfAborted();
		return null;
	}
}
