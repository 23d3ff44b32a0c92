import {fileSize} from '../text/file-size.ts';
import type {Assets} from './asset.ts';
import {addressName, isWebAddress, parentName} from './output-address.ts';

/** A file that an input or an output names, in one of the forms of this API. */
export type FileValue = {
	/** The address, `asset://…` or data URL itself. */
	readonly exact: string;
	/** Of `asset://…`, or of the address of an asset's content. */
	readonly assetId: string | null;
	/** An http or https address; null in other forms. */
	readonly address: URL | null;
	/** The media type and the size in bytes of a data URL. */
	readonly data: {readonly mediaType: string; readonly bytes: number} | null;
	/** What the user calls the file, and what it is for, such as `first_frame`. Empty if the value does not say it. */
	readonly label: string;
	readonly role: string;
};

const maxIdLength = 128;
const shortIdLength = 6;

/** Reads the files in the value of an input: one, or those of a list. Empty for any other value. */
export function readFileValues(exact: string): readonly FileValue[] {
	const value = /^\s*[[{]/.test(exact) ? parseJson(exact) : exact;
	const items: readonly unknown[] = Array.isArray(value) ? value : [value];
	const files = items.map(readFileValue);
	return files.every(file => file !== null) ? files : [];
}

function readFileValue(value: unknown): FileValue | null {
	if (typeof value === 'string') {
		return readFileReference(value.trim());
	}

	const {uri, label, role} = (value ?? {}) as Readonly<Record<string, unknown>>;
	const file = typeof uri === 'string' ? readFileReference(uri) : null;
	return file && {...file, label: textOf(label), role: textOf(role)};
}

/** Reads an address, the id of an asset or a data URL; null for any other text. */
export function readFileReference(text: string): FileValue | null {
	const none = {exact: text, assetId: null, address: null, data: null, label: '', role: ''};
	const assetId = /^asset:\/\/([\w-]+)$/.exec(text)?.[1] ?? null;

	if (assetId !== null) {
		return assetId.length > maxIdLength ? null : {...none, assetId};
	}

	const mediaType = /^data:([\w.+-]+\/[\w.+-]+)[;,]/.exec(text.slice(0, 200))?.[1];

	if (mediaType !== undefined) {
		const body = text.length - text.indexOf(',') - 1;
		const padding = text.endsWith('==') ? 2 : Number(text.endsWith('='));
		const isBase64 = text.slice(0, text.indexOf(',')).endsWith(';base64');
		const bytes = isBase64 ? Math.floor((body * 3) / 4) - padding : body;
		return {...none, data: {mediaType, bytes}};
	}

	const address = parseAddress(text);
	return address && {...none, address, assetId: contentAssetId(address)};
}

/** Parses an http or https URL. Returns null for any other text, and for a URL with a user name or a password. */
function parseAddress(text: string): URL | null {
	const address = /^https?:\/\/\S+$/i.test(text) ? URL.parse(text) : null;
	return address !== null && isWebAddress(address) ? address : null;
}

/** Returns the id of an asset in the address of its content, such as `https://host/assets/asset_1/content`; null in others. */
function contentAssetId({pathname}: URL): string | null {
	return /\/assets\/(asset_[\w-]{1,120})\/content$/.exec(pathname)?.[1] ?? null;
}

/** Returns what people know a file by: what the user calls it, or else its name; null if it has none. Text from outside. */
export function fileName(
	{assetId, address, data, label}: FileValue,
	assets: Assets,
): string | null {
	if (label !== '') {
		return label;
	}

	if (assetId !== null) {
		return assetName(assetId, assets) ?? `asset ${shortAssetId(assetId)}`;
	}

	return data === null
		? address && (addressName(address) ?? parentName(address))
		: `${data.mediaType} ${fileSize(data.bytes)}`;
}

/** Returns the name of an asset, without folders; null until it is known. Text from outside. */
export function assetName(assetId: string, assets: Assets): string | null {
	const name = assets.get(assetId)?.name?.exact ?? '';
	return name.split(/[/\\]/).at(-1)?.trim() || null;
}

function shortAssetId(assetId: string): string {
	return assetId.replace(/^asset_/, '').slice(0, shortIdLength);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return text;
	}
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
