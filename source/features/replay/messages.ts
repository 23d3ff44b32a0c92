import type {SafeText} from '../../core/text/text.ts';
import type {BrokenFile} from '../notices/notice.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** `why` is an error code, like `ENOSPC`. */
export const recordEn = {
	exists: (file: SafeText) =>
		`--record: ${file} exists, and nothing is overwritten. Use another name, or remove it.`,
	unwritable: (file: SafeText, why: SafeText) =>
		`--record: ${file} cannot be written (${why}). Use another folder or name.`,
	stopped: (why: SafeText) =>
		`The recording stopped, since its file cannot be written any more (${why}). The watch continues.`,
	unreadable: (file: SafeText, why: SafeText) =>
		`--replay: ${file} cannot be read (${why}). Check its name and permissions.`,
	noRecording: (file: SafeText) =>
		`--replay: ${file} is no recording. Use a file that --record wrote.`,
	noFile: (file: SafeText) =>
		`--replay: ${file} is no regular file. Use a file that --record wrote.`,
	brokenHeader: (file: SafeText) =>
		`--replay: line 1 of ${file} is broken, which says when it was recorded. Nothing of it can be played.`,
	newer: (file: SafeText, version: number) =>
		`--replay: ${file} has format ${version}, which a later version of this program wrote. Use that one.`,
	/** In the header of the screen. */
	replay: 'replay',
	paused: 'stopped',
	/** Null is as fast as possible. */
	speed: (factor: number | null) => (factor === null ? 'max' : `x${factor}`),
};

export const recordZh: typeof recordEn = {
	exists: file => `--record：${file} 已存在，不会覆盖。请换一个文件名，或先移走它。`,
	unwritable: (file, why) => `--record：无法写入 ${file}（${why}）。请换一个文件夹或文件名。`,
	stopped: why => `录制已停止：文件无法继续写入（${why}）。监视继续。`,
	unreadable: (file, why) => `--replay：无法读取 ${file}（${why}）。请检查文件名和权限。`,
	noRecording: file => `--replay：${file} 不是录制文件。请使用 --record 写出的文件。`,
	noFile: file => `--replay：${file} 不是普通文件。请使用 --record 写出的文件。`,
	brokenHeader: file => `--replay：${file} 的第 1 行（记录录制时间）已损坏，无法回放。`,
	newer: (file, version) =>
		`--replay：${file} 的格式为 ${version}，由更高版本的程序写出。请使用该版本。`,
	replay: '回放',
	paused: '已停止',
	speed: factor => (factor === null ? '最快' : `×${factor}`),
};

export function brokenLinesEn(files: readonly BrokenFile[]): string {
	return files
		.map(({file, numbers, count}) => {
			const more = count - numbers.length;
			return count === 1
				? `Line ${numbers.join('')} of ${file} is broken; its content is missing.`
				: `Lines ${numbers.join(', ')}${more > 0 ? ` and ${numbersEn.count(more)} more` : ''} of ${file} are broken; their content is missing.`;
		})
		.join(' ');
}

export function brokenLinesZh(files: readonly BrokenFile[]): string {
	return files
		.map(({file, numbers, count}) => {
			const all = count > numbers.length ? `等 ${numbersZh.count(count)} 行` : '';
			return `${file} 的第 ${numbers.join('、')} 行${all}已损坏，其内容缺失。`;
		})
		.join('');
}
