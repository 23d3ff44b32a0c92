import type {SafeText} from '../../core/text/text.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';
import type {BrokenLines} from './recording/recording-index.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof replayNotices> {}
}

export const replayNotices = {
	'not-in-replay': noticeTexts({en: () => 'not available in a replay', zh: () => '回放时不可用'}),
	/** `why` is the error code of the operating system. */
	'recording-stopped': noticeTexts<{readonly why: SafeText}>({
		en: ({why}) => `recording stopped (${why}); the watch continues`,
		zh: ({why}) => `录制已停止（${why}），监控继续`,
	}),
	'broken-lines': noticeTexts<BrokenLines & {readonly file: SafeText}>({
		en({file, numbers, count}) {
			const more = count - numbers.length;
			return count === 1
				? `Line ${numbers.join('')} of ${file} is damaged and was skipped.`
				: `Lines ${numbers.join(', ')}${more > 0 ? ` and ${numbersEn.count(more)} more` : ''} of ${file} are damaged and were skipped.`;
		},
		zh({file, numbers, count}) {
			const all = count > numbers.length ? `等 ${numbersZh.count(count)} 行` : '';
			return `${file} 的第 ${numbers.join('、')} 行${all}已损坏，已跳过。`;
		},
	}),
};
