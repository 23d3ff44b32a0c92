import {byOutputKind} from '../../core/output/kinds.ts';
import type {OutputProblem} from '../../core/output/output.ts';
import type {SafeText} from '../../core/text/sanitize.ts';
import {textByKind} from '../../i18n/messages.ts';
import {countedEn, numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {problemEn, problemZh} from '../../i18n/problem.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';
import {noticeTexts, type NoticeData} from '../../store/notice.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		download: typeof downloadEn;
		output: typeof outputEn;
	}
}

/** By the code of a file system error (see `outputProblemOf`). Others are shown by their code. */
const diskEn: Readonly<Record<string, string>> = {
	ENOSPC: 'the disk is full',
	EACCES: 'the folder is not writable',
	ENOENT: 'the folder does not exist',
	ENOTDIR: 'a part of the path is a file or a link, not a folder',
};

const diskZh: typeof diskEn = {
	ENOSPC: '磁盘已满',
	EACCES: '文件夹不可写入',
	ENOENT: '文件夹不存在',
	ENOTDIR: '路径的一部分是文件或链接，不是文件夹',
};

/** Why an output cannot be saved or shown, without a final period. */
const whyEn = textByKind<OutputProblem>({
	disk: ({code}) => diskEn[code] ?? `disk error ${code}`,
	gone: ({status}) => `its host responded ${status}: the link has expired, or the file is gone`,
	'no-link': () => 'the service gives no link to it (it has expired, or the key may not read it)',
	http: ({status}) => `its host responded ${status}`,
	network: ({code, proxy}) =>
		`its host cannot be reached: ${problemEn.cause({detail: code, proxy})}`,
	refused: () =>
		'its address is neither https nor on this machine, or redirects to one that is not',
	local: () =>
		'its address leads to this machine (loopback or link-local), but the service is elsewhere',
	incomplete: () => 'its host sends another length or version at each attempt',
	slow: () => 'its host sends less than 1 kB a second',
	'too-large': ({maxBytes}) => `it is larger than ${numbersEn.size(maxBytes)}`,
	'too-many-pixels': ({width, height}) => `it has too many pixels (${width}x${height})`,
	'other-kind': () => 'its host sent a web page or another kind of file instead',
	'other-format': ({format}) => `${format} pictures are not drawn here`,
	empty: () => 'the file is empty',
	unreadable: () => 'the file is damaged, or no picture',
	'watch-ended': () => 'the watch ended first',
});

const whyZh: typeof whyEn = textByKind<OutputProblem>({
	disk: ({code}) => diskZh[code] ?? `磁盘错误 ${code}`,
	gone: ({status}) => `主机响应 ${status}：链接已过期，或文件已不在`,
	'no-link': () => '服务没有给出它的链接（已过期，或密钥无权读取）',
	http: ({status}) => `主机响应 ${status}`,
	network: ({code, proxy}) => `无法连接主机：${problemZh.cause({detail: code, proxy})}`,
	refused: () => '地址（或其重定向到的地址）既不是 https，也不在本机',
	local: () => '地址指向本机（环回或链路本地地址），而服务不在本机',
	incomplete: () => '主机每次返回的长度或版本都不同',
	slow: () => '主机每秒发送的数据不到 1 kB',
	'too-large': ({maxBytes}) => `大于 ${numbersZh.size(maxBytes)}`,
	'too-many-pixels': ({width, height}) => `像素过多（${width}×${height}）`,
	'other-kind': () => '主机返回的是网页或其他类型的文件',
	'other-format': ({format}) => `此处不绘制 ${format} 图片`,
	empty: () => '文件是空的',
	unreadable: () => '文件已损坏，或不是图片',
	'watch-ended': () => '监控已先结束',
});

export const downloadEn = {
	why: whyEn,
	/** How far saving is: `number` of `count` outputs, and the bytes so far. */
	saving: (number: number, count: number, bytes: number) =>
		`saving ${numbersEn.count(number)} of ${numbersEn.count(count)} · ${numbersEn.size(bytes)}`,
	queued: 'waiting',
	retrying: 'trying again',
	saved: 'saved',
	stopped: 'stopped',
	left: (time: string) => `${time} left`,
	/** `folder`: the folder that the user named with the option `--download`. */
	badFolder: (folder: SafeText, why: string) => `Nothing can be saved in ${folder}: ${why}.`,
};

export const downloadZh: typeof downloadEn = {
	why: whyZh,
	saving: (number, count, bytes) =>
		`正在保存 ${numbersZh.count(number)}/${numbersZh.count(count)} · ${numbersZh.size(bytes)}`,
	queued: '等待下载',
	retrying: '正在重试',
	saved: '已保存',
	stopped: '已停止',
	left: time => `剩余 ${time}`,
	badFolder: (folder, why) => `无法保存到 ${folder}：${why}。`,
};

export const outputEn = {
	kinds: byOutputKind(({name}) => name.en),
	none: {ended: 'none', unfinished: 'none yet', unknown: 'unknown'},
	leftOut: (count: number) => `${numbersEn.count(count)} more omitted`,
	/** `hasMore`: whether there may be more than `count`. */
	pictureNumber: (number: number, count: number, hasMore: boolean) =>
		`${numbersEn.count(number)} of ${numbersEn.count(count)}${hasMore ? '+' : ''}`,
	marked: (count: number) => `${numbersEn.count(count)} marked`,
	isMarked: 'marked',
	/** The time for which the link of an output still works. */
	linkLeft: (time: string) => `link ${time}`,
	expired: 'link expired',
	/** Shown instead of the expiry, for an output that comes from the history. */
	linkMissing: 'no link',
	/** Shown instead of the size of a file that the host no longer has. */
	gone: 'gone',
	loading: 'loading',
	pixels: (width: number, height: number) => `${width}×${height}`,
	lines: (count: number) => countedEn(count, 'line'),
	cut: 'only the beginning',
	needsColors: (key: KeyOf) =>
		`A picture needs Unicode and 256 colors. ${key('open')} opens it, ${key('copy')} copies its address.`,
	/** `why` is null for a kind of file that is never shown. */
	noPreview(why: OutputProblem | null, key: KeyOf): string {
		const reason = why === null ? ' for this kind of file' : `: ${whyEn(why)}`;
		const keys = ` ${key('open')} opens it, ${key('copy')} copies its address.`;
		return `No preview${reason}.${why?.kind === 'no-link' ? '' : keys}`;
	},
};

export const outputZh: typeof outputEn = {
	kinds: byOutputKind(({name}) => name.zh),
	none: {ended: '无', unfinished: '暂无', unknown: '未知'},
	leftOut: count => `另略去 ${numbersZh.count(count)} 个`,
	pictureNumber: (number, count, hasMore) =>
		`${numbersZh.count(number)}/${numbersZh.count(count)}${hasMore ? '+' : ''}`,
	marked: count => `已标记 ${numbersZh.count(count)} 张`,
	isMarked: '已标记',
	linkLeft: time => `链接剩 ${time}`,
	expired: '链接已过期',
	linkMissing: '无链接',
	gone: '已失效',
	loading: '加载中',
	pixels: (width, height) => `${width}×${height}`,
	lines: count => `${numbersZh.count(count)} 行`,
	cut: '仅显示开头',
	needsColors: key =>
		`显示图片需要 Unicode 和 256 色。按 ${key('open')} 打开，按 ${key('copy')} 复制地址。`,
	noPreview(why, key) {
		const reason = why === null ? '此类文件无法预览' : `无法预览：${whyZh(why)}`;
		const keys = `按 ${key('open')} 打开，按 ${key('copy')} 复制地址。`;
		return `${reason}。${why?.kind === 'no-link' ? '' : keys}`;
	},
};

declare module '../../store/registry.ts' {
	interface Notices extends NoticeData<typeof outputNotices> {}
}

/** `what`: the key of the output in the API, such as `n9_images`. */
type What = {readonly what: SafeText};

export const outputNotices = {
	opened: noticeTexts<What>({en: ({what}) => `opened ${what}`, zh: ({what}) => `已打开“${what}”`}),
	'copied-instead': noticeTexts<What>({
		en: ({what}) => `could not open ${what} on this machine; copied its address`,
		zh: ({what}) => `无法在本机打开“${what}”，已复制其地址`,
	}),
	refused: noticeTexts<What>({
		en: ({what}) =>
			`not opened: the address of ${what} is not https, or leads to this machine while the service is elsewhere`,
		zh: ({what}) => `未打开：“${what}”的地址不是 https，或指向本机而服务不在本机`,
	}),
	'nothing-to-open': noticeTexts({
		en: () => 'nothing to open here',
		zh: () => '这里没有可打开的内容',
	}),
	'no-input-pictures': noticeTexts({
		en: () => 'no known input of this run is a picture',
		zh: () => '此运行的已知输入中没有图片',
	}),
	'no-pictures': noticeTexts({
		en: () => 'none of these runs has a picture',
		zh: () => '这些运行都没有图片',
	}),
	'seeking-pictures': noticeTexts<{readonly runs: number}>({
		en: ({runs}) => `asking the service for the pictures of ${countedEn(runs, 'run')}`,
		zh: ({runs}) => `正在向服务查询 ${numbersZh.count(runs)} 次运行的图片`,
	}),
	'not-choosing': noticeTexts({
		en: (_, key) => `only with ${key('pictures')} in the run list or the history`,
		zh: (_, key) => `只在运行列表或历史中按 ${key('pictures')} 挑选图片时有效`,
	}),
	'no-thumbnails': noticeTexts({
		en: () => 'thumbnails need a terminal that draws pixels (kitty, iTerm2 or sixel)',
		zh: () => '缩略图需要能绘制像素的终端（kitty、iTerm2 或 sixel）',
	}),
	'saving-stopped': noticeTexts({
		en: (_, key) => `stopped saving; ${key('download-all')} starts again`,
		zh: (_, key) => `已停止保存，按 ${key('download-all')} 重新开始`,
	}),
	'nothing-to-save': noticeTexts({
		en: () => 'no outputs to save here',
		zh: () => '这里没有可保存的输出',
	}),
	'all-saved': noticeTexts({
		en: () => 'all outputs are saved or being saved',
		zh: () => '输出都已保存或正在保存',
	}),
	/** The output is from the history or a recording, which contain no signatures. */
	'link-not-kept': noticeTexts<What>({
		en: ({what}, key) => `${key('poll-now')} asks for a new link; that of ${what} is not kept`,
		zh: ({what}, key) => `按 ${key('poll-now')} 获取新链接；没有保存“${what}”的链接`,
	}),
	/** `path`: the path of the file, with `~` instead of the home folder. `isNew`: false if it was there already. */
	'output-saved': noticeTexts<{readonly path: SafeText; readonly isNew: boolean}>({
		en: ({path, isNew}) => (isNew ? `saved ${path}` : `already saved: ${path}`),
		zh: ({path, isNew}) => (isNew ? `已保存 ${path}` : `此前已保存：${path}`),
	}),
	/**
	 * For downloads that were requested together. `saved`: the outputs that are on the disk now. `known`: those of them
	 * that were there already. `without`: the runs that have no outputs.
	 */
	'outputs-saved': noticeTexts<{
		readonly saved: number;
		readonly known: number;
		readonly failed: number;
		readonly without: number;
		readonly folder: SafeText;
	}>({
		en: ({saved, known, failed, without, folder}) => {
			const {count} = numbersEn;
			const files = countedEn(saved - known, 'new file');
			const there = known === 0 ? '' : `: ${files}, ${count(known)} there already`;
			const lost = failed === 0 ? '' : `; ${count(failed)} failed`;
			const empty = without === 0 ? '' : `; ${countedEn(without, 'run')} without outputs`;
			return `saved ${countedEn(saved, 'output')} in ${folder}${there}${lost}${empty}`;
		},
		zh: ({saved, known, failed, without, folder}) => {
			const {count} = numbersZh;
			const there =
				known === 0 ? '' : `：新增 ${count(saved - known)} 个文件，${count(known)} 个已存在`;
			const lost = failed === 0 ? '' : `，${count(failed)} 个失败`;
			const empty = without === 0 ? '' : `，${count(without)} 次运行没有输出`;
			return `已将 ${count(saved)} 个输出保存到 ${folder}${there}${lost}${empty}`;
		},
	}),
	'output-not-saved': noticeTexts<What & {readonly why: OutputProblem}>({
		en: ({what, why}) => `${what} is not saved: ${downloadEn.why(why)}`,
		zh: ({what, why}) => `未保存“${what}”：${downloadZh.why(why)}`,
	}),
	'nothing-to-stop': noticeTexts({
		en: () => 'nothing is being saved',
		zh: () => '当前没有正在保存的输出',
	}),
};
