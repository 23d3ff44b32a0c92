import type {Asset} from '../core/output/asset.ts';
import {assetName} from '../core/output/file-value.ts';
import {foreignName} from '../core/text/sanitize.ts';
import type {AccountDatabase} from './database.ts';
import {writeValue} from './saved-items.ts';

/** An asset as JSON, without its signed address. */
type KeptAsset = Omit<Asset, 'name' | 'address'> & {readonly name: string | null};

/** Keeps an asset, and lets its name be searched in the runs that name it. */
export function recordAsset(stored: AccountDatabase, id: string, asset: Asset): void {
	const {name, kind, expiresAt} = asset;
	const kept: KeptAsset = {name: name?.exact ?? null, kind, expiresAt};
	writeValue(stored, `asset ${id}`, JSON.stringify(kept));
	const {database, account} = stored;
	const searched = assetName(id, new Map([[id, asset]])) ?? '';
	database
		.prepare(
			`UPDATE runs SET searched = replace(searched, :id, :name)
			WHERE account = :account AND instr(searched, :id)`,
		)
		.run({id: id.toLowerCase(), name: searched.toLowerCase(), account});
}

/** Returns those of the assets that the service was asked about, by their ids. */
export function findAssets(
	{database, account}: AccountDatabase,
	ids: readonly string[],
): ReadonlyMap<string, Asset> {
	const rows =
		ids.length === 0
			? []
			: database
					.prepare(
						`SELECT id, value FROM saved
						WHERE account = ? AND kind = 'asset' AND id IN (SELECT value FROM json_each(?))`,
					)
					.all(account, JSON.stringify(ids));
	return new Map(rows.map(({id, value}) => [String(id), readKeptAsset(String(value))]));
}

function readKeptAsset(json: string): Asset {
	const {name, ...kept} = JSON.parse(json) as KeptAsset;
	return {...kept, name: name === null ? null : foreignName(name), address: null};
}
