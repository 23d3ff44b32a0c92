declare module '../../i18n/messages.ts' {
	interface Messages {
		timeline: typeof timelineEn;
	}
}

export const timelineEn = {
	name: 'Nodes',
	orders: {start: 'by start', time: 'longest first'},
	all: 'all',
	cached: 'cached',
	none: 'The log names no nodes.',
};

export const timelineZh: typeof timelineEn = {
	name: '节点',
	orders: {start: '按开始时间', time: '最长的在前'},
	all: '全部',
	cached: '缓存',
	none: '日志中没有节点。',
};
