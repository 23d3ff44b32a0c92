import type {ServiceState} from '../../core/service-state.ts';

export type ServiceViewState = {
	/** What is known about the service; null before the first report of the poller, and in a replay. */
	readonly service: ServiceState | null;
};

export const initialService: ServiceViewState = {service: null};
