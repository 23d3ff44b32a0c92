import type {SafeText} from '../domain/text.ts';

/** What is said of recordings and their replay. `why` is the system's code, like `ENOSPC`. */
export const recordEn = {
	exists: (file: SafeText) =>
		`--record: ${file} exists, and nothing is overwritten. Use another name, or remove it.`,
	unwritable: (file: SafeText, why: SafeText) =>
		`--record: ${file} cannot be written (${why}). Use another folder or name.`,
	stopped: (why: SafeText) =>
		`The recording stopped, since its file cannot be written any more (${why}). The watch goes on.`,
	unreadable: (file: SafeText, why: SafeText) =>
		`--replay: ${file} cannot be read (${why}). Check its name and permissions.`,
	noRecording: (file: SafeText) =>
		`--replay: ${file} is no recording. Use a file that --record wrote.`,
	newer: (file: SafeText, version: number) =>
		`--replay: ${file} has format ${version}, which a later version of this program wrote. Use that one.`,
	/** What stands in the header of a replay. */
	replay: 'replay',
	paused: 'stopped',
	/** How many times faster than it was; null is as fast as can be. */
	speed: (factor: number | null) => (factor === null ? 'max' : `x${factor}`),
};

export const recordZh: typeof recordEn = {
	exists: file => `--record：${file} 已存在，不会覆盖。请换一个文件名，或先移走它。`,
	unwritable: (file, why) => `--record：无法写入 ${file}（${why}）。请换一个文件夹或文件名。`,
	stopped: why => `录制已停止：文件无法继续写入（${why}）。监视继续。`,
	unreadable: (file, why) => `--replay：无法读取 ${file}（${why}）。请检查文件名和权限。`,
	noRecording: file => `--replay：${file} 不是录制文件。请使用 --record 写出的文件。`,
	newer: (file, version) =>
		`--replay：${file} 的格式为 ${version}，由更高版本的程序写出。请使用该版本。`,
	replay: '回放',
	paused: '已停止',
	speed: factor => (factor === null ? '最快' : `×${factor}`),
};
