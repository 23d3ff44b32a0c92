import {downloadId, type DownloadRequest} from '../../../../source/core/output/download.ts';
import {
	defaultDownloadLimits,
	type DownloadLimits,
} from '../../../../source/features/outputs/download/limits.ts';

/** The program's limits with short timeouts. */
export const testLimits: DownloadLimits = {
	...defaultDownloadLimits,
	headersTimeoutMs: 900,
	stallTimeoutMs: 200,
	minPauseMs: 1,
	maxPauseMs: 4,
	reportIntervalMs: 5,
};

export const run = 'wfrun_0123456789abcdef0123';

export function requestFor(
	address: URL,
	changes: Partial<DownloadRequest> = {},
): DownloadRequest & {readonly address: URL} {
	const key = changes.key ?? 'n9_images';
	return {
		id: downloadId(run, key),
		runId: run,
		key,
		source: {kind: 'address', address},
		name: null,
		expiresAt: null,
		kind: 'image',
		savedAs: null,
		sameBy: 'bytes',
		...changes,
		address,
	};
}

export function namedOrder(
	address: URL,
	key: string,
	changes: Partial<DownloadRequest> = {},
): DownloadRequest {
	return requestFor(address, {key, id: downloadId(run, key), ...changes});
}
