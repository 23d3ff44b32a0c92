import type {Duration} from '../core/time/clock.ts';
import type {RunOrderId} from '../core/run.ts';
import type {RunListFilter} from './discovery.ts';
import type {ListPurpose} from './list-page.ts';

/** Asks for the watched runs, each on its own cadence, and tells by actions what comes of it. */
export type Poller = {
	/** Begins with runs that are not followed yet. */
	watch(ids: readonly RunOrderId[]): void;
	/** Forgets a run; an answer that is under way is dropped. */
	unwatch(id: RunOrderId): void;
	/** The run that the reader looks at: never asked later than the interval, and before the others. */
	prioritize(id: RunOrderId | null): void;
	/** Asks as soon as the service allows it, also a run that was given up. A final run is asked once more. */
	pollNow(id: RunOrderId): void;
	/** Reads the account's list of runs from now on, and tells of those worth watching. */
	discover(wanted: RunListFilter): void;
	/** Asks for the order and billing view of a run, as soon as the service allows it. */
	loadOrder(id: RunOrderId): void;
	/** Asks for a page of the account's list and tells what comes: for the picker as soon as the service allows it, for titles after the first polls. */
	loadListPage(page: number, purpose: ListPurpose): void;
	/** The pause between two polls of a running run from now on. */
	setInterval(interval: Duration): void;
	/** Stops asking, or goes on. What is under way when it stops still comes in. */
	pause(paused: boolean): void;
	/** Ends everything for good. Resolves when no question is under way any more; no timer is left then. */
	stop(): Promise<void>;
};
