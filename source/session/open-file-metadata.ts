import type {Clock} from '../core/time/clock.ts';
import type {Downloads} from '../features/outputs/download/downloads.ts';
import type {Store} from '../store/store.ts';
import type {OpenDownloads} from './open-downloads.ts';
import type {OpenViewer, Viewer} from './open-viewer.ts';

export type ShelfOptions = {
	/** Makes what saves outputs. */
	readonly openDownloads?: OpenDownloads;
	/** Makes what looks at outputs; missing where there is no screen. */
	readonly openViewer?: OpenViewer;
	readonly onBug: (error: unknown) => void;
};

/** What a watch does with outputs, each as far as it is wanted. */
export type OpenFileMetadata = {
	readonly downloads: Downloads | undefined;
	readonly viewer: Viewer | undefined;
	/** Breaks everything off; what was saved of a file stays, to be gone on with. */
	close(): Promise<void>;
};

/** Opens what saves outputs and what looks at them; both report to the store of a watch, by its clock. */
export function openFileMetadata(
	{openDownloads, openViewer, onBug}: ShelfOptions,
	clock: Pick<Clock, 'now'>,
	dispatch: Store['dispatch'],
): OpenFileMetadata {
	const downloads = openDownloads?.({
		now: () => clock.now(),
		report(reports) {
			dispatch({type: 'downloadsUpdated', at: clock.now(), reports});
		},
		onBug,
	});
	const viewer = openViewer?.({
		report(news) {
			dispatch({...news, at: clock.now()});
		},
		onBug,
	});
	return {
		downloads,
		viewer,
		async close() {
			await Promise.all([downloads?.stop(), viewer?.close()]);
		},
	};
}
