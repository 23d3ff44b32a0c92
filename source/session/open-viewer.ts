import type {Clock} from '../core/time/clock.ts';
import {addressId} from '../core/output/output-address.ts';
import type {Output} from '../core/output/output.ts';
import type {PreviewProblem} from '../core/output/output-view.ts';
import {openMediaClient, type PreviewClient} from '../features/outputs/download/media-client.ts';
import {withDeadline} from '../api/deadline.ts';
import {TimeoutError} from '../api/errors.ts';
import type {FetchedFile} from '../features/outputs/preview/fetch-file.ts';
import {previewLimits, type PreviewLimits} from '../features/outputs/preview/limits.ts';
import {fetchFileMetadata} from '../features/outputs/preview/file-metadata.ts';
import {loadPreview} from '../features/outputs/preview/load-preview.ts';
import {previewProblemOf} from '../features/outputs/preview/preview-error.ts';
import type {Action} from '../store/action.ts';
import type {Size} from '../features/panes/state.ts';
import type {GraphicsSupport} from '../terminal/images/query-graphics.ts';

/** An action without its time. */
export type ViewerReport =
	| Omit<Extract<Action, {type: 'fileMetadataLoaded'}>, 'at'>
	| Omit<Extract<Action, {type: 'previewUpdated'}>, 'at'>;

/** Previews the outputs of one watch. */
export type Viewer = {
	/** Requests size and type of files, a few at a time. */
	metadata(addresses: readonly URL[]): void;
	/** Previews an output. Aborts the preview of another one. */
	view(requestId: number, output: Output, box: Size): void;
	stop(): void;
	/** Aborts everything. */
	close(): Promise<void>;
};

export type OpenViewer = (parts: {
	readonly report: (action: ViewerReport) => void;
	readonly onBug: (error: unknown) => void;
}) => Viewer;

export type ViewerOptions = {
	readonly clock: Clock;
	readonly graphics: () => Promise<GraphicsSupport>;
	readonly limits?: PreviewLimits;
};

const clientOptions = {
	connectTimeoutMs: 10_000,
	headersTimeoutMs: 15_000,
	stallTimeoutMs: 15_000,
	maxRedirects: 5,
};

/** Creates viewers that connect to no host before the first request. */
export function viewerFor({
	clock,
	graphics: canvas,
	limits = previewLimits,
}: ViewerOptions): OpenViewer {
	return ({report, onBug}) => {
		const closing = new AbortController();
		const waiting: URL[] = [];
		let opened: PreviewClient | null = null;
		let inFlight = 0;
		let preview = new AbortController();
		let kept: {readonly address: string; readonly file: FetchedFile} | null = null;

		function mediaClient(): PreviewClient {
			opened ??= openMediaClient(clientOptions);
			return opened;
		}

		function fetchNext(): void {
			while (inFlight < limits.maxConcurrent && !closing.signal.aborted) {
				const address = waiting.shift();

				if (address === undefined) {
					return;
				}

				inFlight++;
				void fetchMetadata(address).finally(() => {
					inFlight--;
					fetchNext();
				});
			}
		}

		async function fetchMetadata(address: URL): Promise<void> {
			const id = addressId(address);

			try {
				const metadata = await withDeadline(
					async signal => fetchFileMetadata(address, mediaClient(), signal),
					{
						clock,
						limit: limits.metadataTimeoutMs,
						signal: closing.signal,
					},
				);
				report({type: 'fileMetadataLoaded', id, metadata});
			} catch (error) {
				if (!closing.signal.aborted) {
					reportFailure(address, error);
				}
			}
		}

		function reportFailure(address: URL, error: unknown): void {
			try {
				const why: PreviewProblem =
					error instanceof TimeoutError ? {kind: 'stalled'} : previewProblemOf(error);
				const metadata = {kind: 'failed', why, href: address.href} as const;
				report({type: 'fileMetadataLoaded', id: addressId(address), metadata});
			} catch (bug) {
				onBug(bug);
			}
		}

		return {
			metadata(addresses) {
				waiting.push(...addresses);
				fetchNext();
			},
			view(requestId, output, box) {
				preview.abort();
				preview = new AbortController();
				const {signal} = preview;
				loadPreview(output, {
					client: mediaClient(),
					clock,
					limits,
					signal,
					graphics: canvas,
					box,
					imageCache: {
						get: address => (kept?.address === address.href ? kept.file : null),
						set(address, file) {
							kept = {address: address.href, file};
						},
					},
					report(content) {
						report({type: 'previewUpdated', requestId, content});
					},
				}).catch(onBug);
			},
			stop() {
				preview.abort();
				kept = null;
			},
			async close() {
				closing.abort();
				preview.abort();
				await opened?.close();
			},
		};
	};
}
