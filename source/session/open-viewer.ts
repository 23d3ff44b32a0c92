import type {Clock} from '../core/time/clock.ts';
import {addressId} from '../core/output/output-address.ts';
import type {Output} from '../core/output/output.ts';
import type {ViewTrouble} from '../core/output/output-view.ts';
import {openMediaClient, type MediaLooker} from '../features/outputs/download/media-client.ts';
import {withDeadline} from '../api/deadline.ts';
import {TimeoutError} from '../api/errors/timeout-error.ts';
import type {FetchedFile} from '../features/outputs/preview/fetch-file.ts';
import {previewLimits, type PreviewLimits} from '../features/outputs/preview/limits.ts';
import {probeOutput} from '../features/outputs/preview/file-metadata.ts';
import {viewOutput} from '../features/outputs/preview/view-output.ts';
import {viewTrouble} from '../features/outputs/preview/view-problem.ts';
import type {Action} from '../store/action.ts';
import type {Size} from '../store/state.ts';
import type {TerminalCanvas} from '../terminal/images/query-graphics.ts';

/** What a viewer tells; the time is added by who hears it. */
export type ViewerNews =
	| Omit<Extract<Action, {type: 'output-probed'}>, 'at'>
	| Omit<Extract<Action, {type: 'view-told'}>, 'at'>;

/** Looks at outputs for one watch. */
export type Viewer = {
	/** Asks for size and type of files, some at once. */
	probe(addresses: readonly URL[]): void;
	/** Looks at an output, instead of at any other. */
	view(ticket: number, output: Output, box: Size): void;
	/** Ends the look. */
	stop(): void;
	/** Breaks everything off. */
	close(): Promise<void>;
};

/** What a viewer is opened with by a watch. */
export type OpenViewer = (parts: {
	readonly tell: (news: ViewerNews) => void;
	readonly onBug: (error: unknown) => void;
}) => Viewer;

export type ViewerOptions = {
	readonly clock: Clock;
	/** How the terminal takes pictures. */
	readonly canvas: () => Promise<TerminalCanvas>;
	readonly limits?: PreviewLimits;
};

/** Until there is a connection, until its answer begins, and between two pieces of it. */
const client = {connect: 10_000, headers: 15_000, stall: 15_000, redirects: 5};

/** Makes what opens a viewer. Nothing is connected to before there is something to look at. */
export function viewerFor({clock, canvas, limits = previewLimits}: ViewerOptions): OpenViewer {
	return ({tell, onBug}) => {
		const closing = new AbortController();
		const waiting: URL[] = [];
		let opened: MediaLooker | null = null;
		let underWay = 0;
		let look = new AbortController();
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
				const probe = await withDeadline(async signal => probeOutput(address, looker(), signal), {
					clock,
					limit: limits.probe,
					signal: closing.signal,
				});
				tell({type: 'output-probed', id, probe});
			} catch (error) {
				if (!closing.signal.aborted) {
					tellFailure(address, error);
				}
			}
		}

		function tellFailure(address: URL, error: unknown): void {
			try {
				const why: ViewTrouble =
					error instanceof TimeoutError ? {kind: 'stalled'} : viewTrouble(error);
				const probe = {kind: 'failed', why, href: address.href} as const;
				tell({type: 'output-probed', id: addressId(address), probe});
			} catch (bug) {
				onBug(bug);
			}
		}

		return {
			probe(addresses) {
				waiting.push(...addresses);
				next();
			},
			view(ticket, output, box) {
				look.abort();
				look = new AbortController();
				const {signal} = look;
				viewOutput(output, {
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
					tell(content) {
						tell({type: 'view-told', ticket, content});
					},
				}).catch(onBug);
			},
			stop() {
				look.abort();
				kept = null;
			},
			async close() {
				closing.abort();
				look.abort();
				await opened?.close();
			},
		};
	};
}
