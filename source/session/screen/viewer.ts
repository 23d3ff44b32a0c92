import {withDeadline} from '../../api/deadline.ts';
import {ApiError} from '../../api/errors.ts';
import {addressId} from '../../core/output/output-address.ts';
import type {FileMetadata} from '../../core/output/output-view.ts';
import {systemClock} from '../../core/time/system-clock.ts';
import {
	openMediaClient,
	type MediaClient,
	type OutputAccess,
} from '../../features/outputs/download/media-client.ts';
import {
	fetchFileMetadata,
	previewProblemOf,
	type FetchedFile,
} from '../../features/outputs/preview/fetch-file.ts';
import {previewLimits, type PreviewLimits} from '../../features/outputs/preview/limits.ts';
import {loadPreview} from '../../features/outputs/preview/load-preview.ts';
import type {ActionWithoutTime} from '../../store/action.ts';
import type {OutputViewer} from '../../store/effects.ts';
import type {GraphicsSupport} from '../../terminal/images/query-graphics.ts';

export type ViewerReport = Extract<
	ActionWithoutTime,
	{type: 'fileMetadataLoaded' | 'previewUpdated'}
>;

export type Viewer = OutputViewer & {
	close(): Promise<void>;
};

export type ViewerOutlets = {
	readonly report: (action: ViewerReport) => void;
	readonly onBug: (error: unknown) => void;
	readonly access: () => OutputAccess;
};

type ViewerOptions = ViewerOutlets & {
	readonly graphics: () => Promise<GraphicsSupport>;
	readonly limits?: PreviewLimits;
};

export function createViewer({
	graphics,
	report,
	onBug,
	access,
	limits = previewLimits,
}: ViewerOptions): Viewer {
	const closing = new AbortController();
	const waiting: URL[] = [];
	let opened: MediaClient | null = null;
	/** The number of running calls of `fetchWaiting`. */
	let running = 0;
	let preview = new AbortController();
	const imageCache = new Map<string, FetchedFile>();

	function client(): MediaClient {
		opened ??= openMediaClient(access);
		return opened;
	}

	/** Fetches metadata of one file after the other until `waiting` is empty. Several calls can run at the same time. */
	async function fetchWaiting(): Promise<void> {
		running++;

		try {
			for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
				const metadata = await metadataOf(address);
				closing.signal.throwIfAborted();
				report({type: 'fileMetadataLoaded', id: addressId(address), metadata});
			}
		} catch (error) {
			if (!closing.signal.aborted) {
				onBug(error);
			}
		} finally {
			running--;
		}
	}

	async function metadataOf(address: URL): Promise<FileMetadata> {
		try {
			const fetched = await withDeadline(
				async signal => fetchFileMetadata(address, client(), signal),
				{clock: systemClock, limit: limits.metadataTimeoutMs, signal: closing.signal},
			);
			return fetched.metadata;
		} catch (error) {
			const why =
				error instanceof ApiError && error.kind === 'timeout'
					? ({kind: 'stalled'} as const)
					: previewProblemOf(error);
			return {kind: 'failed', why, href: address.href};
		}
	}

	return {
		loadFileMetadata({addresses}) {
			waiting.push(...addresses);

			while (running < limits.maxConcurrent && waiting.length > 0) {
				void fetchWaiting();
			}
		},
		loadPreview({requestId, output, box}) {
			preview.abort();
			preview = new AbortController();

			if (!imageCache.has(output.address?.href ?? '')) {
				imageCache.clear();
			}

			loadPreview(output, {
				client: client(),
				clock: systemClock,
				limits,
				signal: preview.signal,
				graphics,
				box,
				imageCache,
				report(content) {
					report({type: 'previewUpdated', requestId, content});
				},
			}).catch(onBug);
		},
		stopPreview() {
			preview.abort();
			imageCache.clear();
		},
		async close() {
			closing.abort();
			preview.abort();
			await opened?.close();
		},
	};
}
