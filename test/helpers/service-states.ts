import type {ServiceState} from '../../source/core/service-state.ts';
import {now} from './sample.ts';

export const reachableService: ServiceState = {
	ratePerSec: null,
	heldUntil: null,
	unreachableSince: null,
	nextRequestAt: null,
	isLimited: false,
};

/** Refused a request, and the next one is sent in 19 seconds. */
export const limitedService: ServiceState = {
	...reachableService,
	ratePerSec: 19.96,
	heldUntil: now + 19_000,
	nextRequestAt: now + 19_000,
	isLimited: true,
};

/** Has not responded for 140 seconds; the next request is sent in 4 seconds. */
export const unreachableService: ServiceState = {
	...reachableService,
	unreachableSince: now - 140_000,
	nextRequestAt: now + 4000,
};
