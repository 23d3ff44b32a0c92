import {isDeepStrictEqual} from 'node:util';
import type {ServiceState} from '../../core/service-state.ts';
import type {Feature} from '../../store/feature.ts';

/** Times are passed as formatted text. */
const serviceEn = {
	unreachable: 'unreachable',
	unreachableSince: (time: string) => `unreachable since ${time}`,
	retryingNow: 'retrying now',
	waiting: (time: string) => `rate limit: next request at ${time}`,
	waitingBrief: (time: string) => `rate limit until ${time}`,
	limited: (perSec: string) => `limited to ${perSec}/s`,
};

const serviceZh: typeof serviceEn = {
	unreachable: '无法连接',
	unreachableSince: time => `${time} 起无法连接服务`,
	retryingNow: '正在重试',
	waiting: time => `请求受限：${time} 再发送请求`,
	waitingBrief: time => `请求受限至 ${time}`,
	limited: perSec => `限制为每秒 ${perSec} 次`,
};

declare module '../../i18n/messages.ts' {
	interface Messages {
		service: typeof serviceEn;
	}
}

declare module '../../store/registry.ts' {
	interface StateParts {
		/** What is known about the service; null before the first report of the poller, and in a replay. */
		service: ServiceState | null;
	}
}

/** The limits and the availability of the service, which the header shows. */
export const service = {
	initial: () => ({state: {service: null}}),
	actions: {
		serviceChanged: (state, {service: reported}) =>
			isDeepStrictEqual(state.service, reported) ? state : {...state, service: reported},
	},
	urgency: {serviceChanged: 'later'},
	needsTime: state => !state.paused && (state.service?.nextRequestAt ?? null) !== null,
	messages: {service: {en: serviceEn, zh: serviceZh}},
} satisfies Feature;
