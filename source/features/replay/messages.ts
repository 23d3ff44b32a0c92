import type {SafeText} from '../../core/text/sanitize.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		record: typeof recordEn;
	}
}

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof replayNotices> {}
}

/** Texts about recordings. `why` is an error code of the operating system, such as `ENOSPC`. */
export const recordEn = {
	exists: (file: SafeText) =>
		`--record: ${file} exists and is not overwritten. Use another name, or remove it.`,
	unwritable: (file: SafeText, why: SafeText) =>
		`--record: ${file} cannot be written (${why}). Use another folder or name.`,
	unreadable: (file: SafeText, why: SafeText) =>
		`--replay: ${file} cannot be read (${why}). Check its name and permissions.`,
	noRecording: (file: SafeText) =>
		`--replay: ${file} is not a recording of this version. Use a file written by --record.`,
	replay: 'replay',
	paused: 'stopped',
	/** `factor` is null for a replay that does not wait between actions. */
	speed: (factor: number | null) => (factor === null ? 'max' : `x${factor}`),
};

export const recordZh: typeof recordEn = {
	exists: file => `--record：${file} 已存在，不会覆盖。请换一个文件名，或先移走它。`,
	unwritable: (file, why) => `--record：无法写入 ${file}（${why}）。请换一个文件夹或文件名。`,
	unreadable: (file, why) => `--replay：无法读取 ${file}（${why}）。请检查文件名和权限。`,
	noRecording: file => `--replay：${file} 不是此版本的录制文件。请使用 --record 写出的文件。`,
	replay: '回放',
	paused: '已暂停',
	speed: factor => (factor === null ? '最快' : `×${factor}`),
};

export const replayNotices = {
	'not-in-replay': noticeTexts({en: () => 'not available in a replay', zh: () => '回放时不可用'}),
	/** `why` is the error code of the operating system. */
	'recording-stopped': noticeTexts<{readonly why: SafeText}>({
		en: ({why}) => `recording stopped (${why}); the watch continues`,
		zh: ({why}) => `录制已停止（${why}），监控继续`,
	}),
	/** `lines`: the numbers of the broken lines, at least one. */
	'broken-lines': noticeTexts<{readonly lines: readonly number[]; readonly file: SafeText}>({
		en: ({file, lines}) =>
			lines.length === 1
				? `Line ${lines[0]} of ${file} is damaged and was skipped.`
				: `${numbersEn.count(lines.length)} damaged lines of ${file} were skipped, the first is line ${lines[0]}.`,
		zh: ({file, lines}) =>
			lines.length === 1
				? `${file} 的第 ${lines[0]} 行已损坏，已跳过。`
				: `${file} 有 ${numbersZh.count(lines.length)} 行已损坏，已跳过，第一处是第 ${lines[0]} 行。`,
	}),
};
