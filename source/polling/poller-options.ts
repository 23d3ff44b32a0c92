import type {RunClient} from '../api/client.ts';
import type {Clock} from '../core/time/clock.ts';
import type {Action} from '../store/action.ts';
import type {SchedulerOptions} from './scheduler.ts';

/** What a poller is made of. */
export type PollerOptions = SchedulerOptions & {
	readonly client: RunClient;
	readonly clock: Clock;
	readonly dispatch: (action: Action) => void;
	/** Gets an error that is no failure of the service. The poller has stopped then. */
	readonly onBug: (error: unknown) => void;
};
