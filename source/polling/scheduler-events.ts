import type {Problem} from '../core/problem.ts';
import type {Duration} from '../core/time/clock.ts';

export type SchedulerEvents = {
	/** Called before requests are sent: what is known of the service may have changed. */
	readonly onChange: () => void;
	/** Called with what `Admission.onResponse` and `onProblem` return: when the service can be used again, or null. */
	readonly onAvailable: (from: Duration | null) => void;
	/** Called after a failure, if the service was unreachable for too long, or has refused everything. */
	readonly onGivenUp: (problem: Problem) => void;
	readonly onWake: (now: Duration) => void;
	readonly onHalt: () => void;
};
