import {isDownloadActive} from '../core/output/download.ts';
import type {Instant} from '../core/time/clock.ts';
import type {State} from '../store/state.ts';
import type {ReportEvent} from './event.ts';

/** Yields a `download-failed` event for each active download. Call it at the end of the watch, which aborts downloads. */
export function* interruptedDownloads(state: State, at: Instant): Generator<ReportEvent> {
	for (const download of state.downloads.values()) {
		const run = state.runs.get(download.runId);

		if (run !== undefined && isDownloadActive(download)) {
			yield {event: 'download-failed', at, run, key: download.key, why: {kind: 'watch-ended'}};
		}
	}
}
