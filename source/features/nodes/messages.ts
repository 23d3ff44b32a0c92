import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {TimelineOrder} from './state.ts';

export const timelineEn = {
	name: 'Nodes',
	orders: {start: 'by start', share: 'longest first'} satisfies Record<TimelineOrder, string>,
	all: 'all',
	cached: 'cached',
	/** Shown for an unknown duration, and after a duration that is not exact. */
	unknown: '?',
	atOnce: (count: number) => `${numbersEn.count(count)} at once`,
	none: 'The log names no nodes.',
	noneYet: 'The log names no nodes yet.',
};

export const timelineZh: typeof timelineEn = {
	name: '节点',
	orders: {start: '按开始时间', share: '最长的在前'},
	all: '全部',
	cached: '缓存',
	unknown: '?',
	atOnce: count => `同时 ${numbersZh.count(count)} 个`,
	none: '日志中没有节点。',
	noneYet: '日志中还没有节点。',
};
