import type {ServiceState} from '../../core/service-state.ts';

export type StatusState = {
	/** What is known about the service; null before the first report of the poller, and in a replay. */
	readonly service: ServiceState | null;
};

export const initialStatus: StatusState = {service: null};
