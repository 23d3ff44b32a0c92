import {isDeepStrictEqual} from 'node:util';
import type {Feature} from '../../store/feature.ts';
import {bind} from '../../store/keys/binding.ts';
import {withView} from '../../store/with-view.ts';
import {overlayMovements} from '../panes/index.ts';
import {statusEn, statusZh} from './messages.ts';
import {selectStatus, statusRowCount, type StatusModel} from './select.ts';

declare module '../../store/registry.ts' {
	interface Commands {
		status: NoArguments;
	}

	interface Bindings {
		status: true;
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
		...overlayMovements('status', () => statusRowCount),
		status: state =>
			withView(state, {
				overlay: state.view.overlay === null ? {kind: 'status', scrollTop: 0} : null,
			}),
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
