import type {Clock} from '../core/time/clock.ts';
import {addressId} from '../core/output/output-address.ts';
import type {Output} from '../core/output/output.ts';
import type {PreviewProblem} from '../core/output/output-view.ts';
import {openMediaClient, type MediaLooker} from '../features/outputs/download/media-client.ts';
import {withDeadline} from '../api/deadline.ts';
import {TimeoutError} from '../api/errors/timeout-error.ts';
import type {FetchedFile} from '../features/outputs/preview/fetch-file.ts';
import {previewLimits, type PreviewLimits} from '../features/outputs/preview/limits.ts';
import {fetchFileMetadata} from '../features/outputs/preview/file-metadata.ts';
import {loadPreview} from '../features/outputs/preview/view-output.ts';
import {viewTrouble} from '../features/outputs/preview/view-problem.ts';
import type {Action} from '../store/action.ts';
import type {Size} from '../store/state.ts';
import type {GraphicsSupport} from '../terminal/images/query-graphics.ts';

/** What a viewer tells; the time is added by who hears it. */
export type ViewerNews =
	| Omit<Extract<Action, {type: 'fileMetadataLoaded'}>, 'at'>
	| Omit<Extract<Action, {type: 'previewUpdated'}>, 'at'>;

/** Looks at outputs for one watch. */
export type Viewer = {
	/** Asks for size and type of files, some at once. */
	metadata(addresses: readonly URL[]): void;
	/** Looks at an output, instead of at any other. */
	view(ticket: number, output: Output, box: Size): void;
	/** Ends the look. */
	stop(): void;
	/** Breaks everything off. */
	close(): Promise<void>;
};

/** What a viewer is opened with by a watch. */
export type OpenViewer = (parts: {
	readonly report: (news: ViewerNews) => void;
	readonly onBug: (error: unknown) => void;
}) => Viewer;

export type ViewerOptions = {
	readonly clock: Clock;
	/** How the terminal takes pictures. */
	readonly canvas: () => Promise<GraphicsSupport>;
	readonly limits?: PreviewLimits;
};

/** Until there is a connection, until its answer begins, and between two pieces of it. */
const client = {connect: 10_000, headers: 15_000, stall: 15_000, redirects: 5};

/** Makes what opens a viewer. Nothing is connected to before there is something to look at. */
export function viewerFor({clock, canvas, limits = previewLimits}: ViewerOptions): OpenViewer {
	return ({report, onBug}) => {
		const closing = new AbortController();
		const waiting: URL[] = [];
		let opened: MediaLooker | null = null;
		let underWay = 0;
		let appearance = new AbortController();
		let kept: {readonly address: string; readonly file: FetchedFile} | null = null;

		function looker(): MediaLooker {
			opened ??= openMediaClient(client);
			return opened;
		}

		function next(): void {
			while (underWay < limits.most && !closing.signal.aborted) {
				const address = waiting.shift();

				if (address === undefined) {
					return;
				}

				underWay++;
				void probeOne(address).finally(() => {
					underWay--;
					next();
				});
			}
		}

		async function probeOne(address: URL): Promise<void> {
			const id = addressId(address);

			try {
				const metadata = await withDeadline(
					async signal => fetchFileMetadata(address, looker(), signal),
					{
						clock,
						limit: limits.metadata,
						signal: closing.signal,
					},
				);
				report({type: 'fileMetadataLoaded', id, metadata});
			} catch (error) {
				if (!closing.signal.aborted) {
					tellFailure(address, error);
				}
			}
		}

		function tellFailure(address: URL, error: unknown): void {
			try {
				const why: PreviewProblem =
					error instanceof TimeoutError ? {kind: 'stalled'} : viewTrouble(error);
				const metadata = {kind: 'failed', why, href: address.href} as const;
				report({type: 'fileMetadataLoaded', id: addressId(address), metadata});
			} catch (bug) {
				onBug(bug);
			}
		}

		return {
			metadata(addresses) {
				waiting.push(...addresses);
				next();
			},
			view(ticket, output, box) {
				appearance.abort();
				appearance = new AbortController();
				const {signal} = appearance;
				loadPreview(output, {
					client: looker(),
					clock,
					limits,
					signal,
					canvas,
					box,
					kept: {
						get: address => (kept?.address === address.href ? kept.file : null),
						set(address, file) {
							kept = {address: address.href, file};
						},
					},
					report(content) {
						report({type: 'previewUpdated', ticket, content});
					},
				}).catch(onBug);
			},
			stop() {
				appearance.abort();
				kept = null;
			},
			async close() {
				closing.abort();
				appearance.abort();
				await opened?.close();
			},
		};
	};
}
