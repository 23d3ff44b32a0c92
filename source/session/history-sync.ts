import type {HistorySync} from '../core/history.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Instant} from '../core/time/clock.ts';
import type {Poller} from '../polling/poller.ts';
import type {Storage} from '../storage/storage.ts';

/** How many pages of the run list are read. */
const maxPages = 1000;

type SyncOptions = {
	readonly poller: Pick<Poller, 'readList' | 'readOrders'>;
	/** Reports the state; null at the end. */
	readonly report: (sync: HistorySync | null) => void;
};

/** Completes the history when the user asks for it: by the run list, then by the inputs of each run that lacks them. */
export function createHistorySync({poller, report}: SyncOptions) {
	let current: {from: Instant; left: Set<RunOrderId>; total: number} | null = null;

	function reportProgress(): void {
		if (current === null) {
			return;
		}

		const {from, left, total} = current;
		report({from, done: total - left.size, total});

		if (left.size === 0) {
			current = null;
			report(null);
		}
	}

	return {
		/** `readTo`: how far back to read the run list; at least to `from`. */
		start(from: Instant, readTo: Instant): void {
			current = {from, left: new Set(), total: 0};
			report({from, done: 0, total: null});
			poller.readList(readTo, maxPages);
		},
		/** The run list was read back to `readTo`. */
		async onListRead(storage: Storage, readTo: Instant): Promise<void> {
			const started = current;

			if (started === null || readTo > started.from) {
				return;
			}

			const ids = await storage.history('runsWithoutInputs', started.from);

			if (current === started) {
				current = {...started, left: new Set(ids), total: ids.length};
				reportProgress();
				poller.readOrders(ids);
			}
		},
		onInputs(id: RunOrderId): void {
			if (current?.left.delete(id) === true) {
				reportProgress();
			}
		},
	};
}
