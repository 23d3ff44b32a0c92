import type {SafeText} from '../../core/text/text.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof replayNotices> {}
}

/** How many numbers of broken lines are listed. */
const maxListed = 10;

export const replayNotices = {
	'not-in-replay': noticeTexts({en: () => 'not available in a replay', zh: () => '回放时不可用'}),
	/** `why` is the error code of the operating system. */
	'recording-stopped': noticeTexts<{readonly why: SafeText}>({
		en: ({why}) => `recording stopped (${why}); the watch continues`,
		zh: ({why}) => `录制已停止（${why}），监控继续`,
	}),
	/** `lines`: the numbers of the broken lines, at least one. */
	'broken-lines': noticeTexts<{readonly lines: readonly number[]; readonly file: SafeText}>({
		en({file, lines}) {
			const more = lines.length - maxListed;
			const listed = lines.slice(0, maxListed).join(', ');
			return lines.length === 1
				? `Line ${listed} of ${file} is damaged and was skipped.`
				: `Lines ${listed}${more > 0 ? ` and ${numbersEn.count(more)} more` : ''} of ${file} are damaged and were skipped.`;
		},
		zh({file, lines}) {
			const all = lines.length > maxListed ? `等 ${numbersZh.count(lines.length)} 行` : '';
			return `${file} 的第 ${lines.slice(0, maxListed).join('、')} 行${all}已损坏，已跳过。`;
		},
	}),
};
