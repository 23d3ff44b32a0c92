import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof orderNotices> {}
}

export const orderNotices = {
	'no-inputs': noticeTexts({
		en: () => 'this run has no inputs that are known',
		zh: () => '此运行没有已知的输入',
	}),
};
