import type {Duration, Instant} from '../../core/time/clock.ts';
import {expiryOf} from '../../core/output/expiry.ts';
import {outputKinds, type OutputKind} from '../../core/output/kinds.ts';
import type {Output} from '../../core/output/output.ts';
import {isReadableName} from '../../core/output/output-name.ts';
import {addressId} from '../../core/output/output-address.ts';
import type {FileMetadata, PreviewContent} from '../../core/output/output-view.ts';
import type {RunOrderId} from '../../core/run.ts';
import type {RowPlace} from '../log/rows-in-view.ts';

/** The output that is looked at. */
export type OpenPreview = {
	/** Counts the looks: what comes late of an earlier one is told apart by it. */
	readonly requestId: number;
	readonly runId: RunOrderId;
	/** As it was when the look began; its address may be signed anew meanwhile. */
	readonly output: Output;
	readonly content: PreviewContent;
	/** How a text is read: the first row in sight, cells to the left, whether long lines go on in further rows. */
	readonly top: RowPlace;
	readonly sideways: number;
	readonly wrap: boolean;
	/** What is looked for in it, the line of the hit that was gone to, and where the looking began. */
	readonly search: string;
	readonly hit: number | null;
	readonly searchStart: RowPlace;
};

/** The overlay in which an output is looked at. */
export function previewOverlay({content}: Pick<OpenPreview, 'content'>) {
	return {kind: 'output', isText: content.kind === 'text', top: 0, length: 0} as const;
}

/** What is known of outputs beyond what their runs say of them. */
export type OutputsState = {
	/** By `addressId`: size and type, as far as they were asked for. */
	readonly metadata: ReadonlyMap<string, FileMetadata>;
	/** Null while the shelf is not in front of anything. */
	readonly preview: OpenPreview | null;
	/** Looks so far. */
	readonly previewCount: number;
	/** By how much the service's clock is ahead of ours, as far as that was told: it is the one that ends addresses. */
	readonly clockSkew: Duration;
};

export const emptyOutputsState: OutputsState = {
	metadata: new Map(),
	preview: null,
	previewCount: 0,
	clockSkew: 0,
};

/** What was asked of an output; null where nothing was, or it is a text. */
export function metadataOf({metadata}: OutputsState, {address}: Output): FileMetadata | null {
	return address === null ? null : (metadata.get(addressId(address)) ?? null);
}

/** When an output's address ends, by our clock; null where it does not say. */
export function localExpiry({clockSkew}: OutputsState, {address}: Output): Instant | null {
	const expiresAt = address === null ? null : expiryOf(address);
	return expiresAt === null ? null : expiresAt - clockSkew;
}

/** What an output is: where nothing said its kind, its type does once it is known. */
export function effectiveKind(output: Output, metadata: FileMetadata | null): OutputKind {
	return output.isKindDeclared || metadata?.kind !== 'told'
		? output.kind
		: (metadata.mediaKind ?? output.kind);
}

/** Whether an output can be read as text: by its kind, or as a file by its name. */
export function isReadable(state: OutputsState, output: Output): boolean {
	const kind = effectiveKind(output, metadataOf(state, output));
	return (
		outputKinds[kind].preview === 'text' ||
		(kind === 'file' && isReadableName(output.name?.exact ?? ''))
	);
}
