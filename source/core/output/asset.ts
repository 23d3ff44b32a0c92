import type {ApiField} from '../run-fields.ts';
import type {ForeignText} from '../text/sanitize.ts';
import type {Instant} from '../time/clock.ts';
import type {OutputKind} from './kinds.ts';

/** The scalar fields of `GET /assets/{asset_id}` that this program reads, by their names in this program. */
export const assetFields = {
	name: {api: 'original_filename', type: 'name', mayBe: 'missing'},
	mediaType: {api: 'media_type', type: 'name'},
	signedUrl: {api: 'signed_url', type: 'name'},
	/** Uploads live 48 hours, unless they are persistent. */
	expiresAt: {api: 'expires_at', type: 'time', mayBe: 'null'},
} as const satisfies Readonly<Record<string, ApiField>>;

/** What the service says of a file that it keeps: an upload, or an output. All is null if it does not give the file. */
export type Asset = {
	/** The name of the uploaded file. */
	readonly name: ForeignText | null;
	readonly kind: OutputKind | null;
	readonly expiresAt: Instant | null;
	/** The signed address of the content, which needs no key. It is not kept: null after a restart. */
	readonly address: URL | null;
};

export const unknownAsset: Asset = {name: null, kind: null, expiresAt: null, address: null};

/** By their ids. Null: the service was asked, and has not answered yet. */
export type Assets = ReadonlyMap<string, Asset | null>;
