import type {DisplayProblem, PreviewProblem} from '../../core/output/output-view.ts';
import {textByKind} from '../../core/text-by-kind.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';
import {downloadEn, downloadZh} from './download/messages.ts';

const displayProblemEn = textByKind<DisplayProblem, [key: KeyOf]>({
	'too-many-bytes': (why, key) =>
		`The file exceeds the preview limit of ${numbersEn.size(why.maxBytes)}. ${key('open')} opens it.`,
	'too-many-pixels': (why, key) =>
		`The picture has ${why.width}x${why.height} pixels, which exceeds the preview limit. ${key('open')} opens it.`,
	unreadable: (_, key) =>
		`The file is damaged, or its format is not supported here. ${key('open')} opens it.`,
	empty: () => 'The file is empty.',
	'too-slow': (_, key) => `The preview took too long. ${key('open')} opens the file.`,
});

const displayProblemZh = textByKind<DisplayProblem, [key: KeyOf]>({
	'too-many-bytes': (why, key) =>
		`文件超过预览上限 ${numbersZh.size(why.maxBytes)}，可按 ${key('open')} 打开。`,
	'too-many-pixels': (why, key) =>
		`图片有 ${why.width}×${why.height} 像素，超过预览上限，可按 ${key('open')} 打开。`,
	unreadable: (_, key) => `文件已损坏，或格式不受支持，可按 ${key('open')} 打开。`,
	empty: () => '文件是空的。',
	'too-slow': (_, key) => `预览耗时过长，可按 ${key('open')} 打开文件。`,
});

function isDisplayProblem(why: PreviewProblem): why is DisplayProblem {
	return ['too-many-bytes', 'too-many-pixels', 'unreadable', 'empty', 'too-slow'].includes(
		why.kind,
	);
}

export const outputEn = {
	pictureNumber: (number: number, count: number) =>
		`${numbersEn.count(number)} of ${numbersEn.count(count)}`,
	expires: (time: string) => `expires in ${time}`,
	expiresShort: (time: string) => `${time} left`,
	expired: (time: string) => `expired ${time} ago`,
	expiredShort: 'expired',
	/** Shown instead of the expiry, for an output that comes from the history. */
	linkMissing: 'no link',
	/** Shown instead of the size of a file that the host no longer has. */
	gone: 'gone',
	fetching: (done: string, total: string | null) =>
		total === null ? `fetching, ${done} so far` : `fetching, ${done} of ${total}`,
	decoding: 'decoding the picture',
	nothing: (key: KeyOf) =>
		`No preview for this kind of file. ${key('open')} opens it, ${key('copy')} copies its address.`,
	fields: {
		type: 'type',
		size: 'size',
		duration: 'duration',
		video: 'video',
		audio: 'audio',
		name: 'name',
		run: 'run',
	},
	pixels: (width: number, height: number) => `${width}x${height}`,
	rate: (frames: string) => `${frames} frames/s`,
	unknownCodec: 'unknown codec',
	lines: (count: number) => (count === 1 ? '1 line' : `${numbersEn.count(count)} lines`),
	cut: 'only the beginning',
	problem(why: PreviewProblem, key: KeyOf): string {
		if (isDisplayProblem(why)) {
			return displayProblemEn(why, key);
		}

		const remedy = why.kind === 'gone' ? ` ${key('poll-now')} fetches a new link.` : '';
		return `The file cannot be fetched: ${downloadEn.why(why)}.${remedy}`;
	},
};

export const outputZh: typeof outputEn = {
	pictureNumber: (number, count) => `${numbersZh.count(number)}/${numbersZh.count(count)}`,
	expires: time => `${time}后过期`,
	expiresShort: time => `剩 ${time}`,
	expired: time => `已过期 ${time}`,
	expiredShort: '已过期',
	linkMissing: '无链接',
	gone: '已失效',
	fetching: (done, total) => (total === null ? `获取中，已有 ${done}` : `获取中，${done}/${total}`),
	decoding: '正在解码图片',
	nothing: key => `此类文件无法预览。按 ${key('open')} 打开，按 ${key('copy')} 复制地址。`,
	fields: {
		type: '类型',
		size: '大小',
		duration: '时长',
		video: '视频',
		audio: '音频',
		name: '名称',
		run: '运行',
	},
	pixels: (width, height) => `${width}×${height}`,
	rate: frames => `${frames} 帧/秒`,
	unknownCodec: '未知编码',
	lines: count => `${numbersZh.count(count)} 行`,
	cut: '仅显示开头',
	problem(why, key) {
		if (isDisplayProblem(why)) {
			return displayProblemZh(why, key);
		}

		const remedy = why.kind === 'gone' ? `按 ${key('poll-now')} 获取新链接。` : '';
		return `无法获取文件：${downloadZh.why(why)}。${remedy}`;
	},
};
