import {isDeepStrictEqual} from 'node:util';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {toggleOverlay} from '../panes/index.ts';
import {statusEn, statusZh} from './messages.ts';
import {selectStatus, type StatusModel} from './select.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		status: NoArguments;
	}

	interface Overlays {
		status: {readonly state: NoArguments; readonly model: StatusModel};
	}

	interface FeatureMessages {
		status: typeof statusEn;
	}
}

/** The limits and the availability of the service: in the header, and all of it in an overlay. */
export const status = {
	commands: {
		status: state => toggleOverlay(state, {kind: 'status', scrollTop: 0}),
	},
	overlays: {status: selectStatus},
	bindings: [bind('everywhere', 'status', ['I', 'f6'])],
	words: {
		status: {
			en: ['service', 'show limits and availability of the service'],
			zh: ['服务', '服务的限制和可用性'],
		},
	},
	actions: {
		serviceChanged: (state, {service}) =>
			isDeepStrictEqual(state.service, service) ? state : {...state, service},
	},
	messages: {status: {en: statusEn, zh: statusZh}},
} satisfies Feature;
