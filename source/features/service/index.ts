import {isDeepStrictEqual} from 'node:util';
import type {Feature} from '../../store/feature.ts';
import {serviceEn, serviceZh} from './messages.ts';

declare module '../../store/registry.ts' {
	interface FeatureMessages {
		service: typeof serviceEn;
	}
}

/** The limits and the availability of the service, which the header shows. */
export const service = {
	actions: {
		serviceChanged: (state, {service: reported}) =>
			isDeepStrictEqual(state.service, reported) ? state : {...state, service: reported},
	},
	messages: {service: {en: serviceEn, zh: serviceZh}},
} satisfies Feature;
