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
	'other-format': (why, key) =>
		`${why.format} pictures are not drawn here. ${key('open')} opens it.`,
	unreadable: (_, key) => `The file is damaged, or no picture. ${key('open')} opens it.`,
	empty: () => 'The file is empty.',
	'too-slow': (_, key) => `The preview took too long. ${key('open')} opens the file.`,
});

const displayProblemZh = textByKind<DisplayProblem, [key: KeyOf]>({
	'too-many-bytes': (why, key) =>
		`文件超过预览上限 ${numbersZh.size(why.maxBytes)}，可按 ${key('open')} 打开。`,
	'too-many-pixels': (why, key) =>
		`图片有 ${why.width}×${why.height} 像素，超过预览上限，可按 ${key('open')} 打开。`,
	'other-format': (why, key) => `此处不绘制 ${why.format} 图片，可按 ${key('open')} 打开。`,
	unreadable: (_, key) => `文件已损坏，或不是图片，可按 ${key('open')} 打开。`,
	empty: () => '文件是空的。',
	'too-slow': (_, key) => `预览耗时过长，可按 ${key('open')} 打开文件。`,
});

const displayProblems: ReadonlySet<string> = new Set<DisplayProblem['kind']>([
	'too-many-bytes',
	'too-many-pixels',
	'other-format',
	'unreadable',
	'empty',
	'too-slow',
]);

function isDisplayProblem(why: PreviewProblem): why is DisplayProblem {
	return displayProblems.has(why.kind);
}

export const outputEn = {
	pictureNumber: (number: number, count: number) =>
		`${numbersEn.count(number)} of ${numbersEn.count(count)}`,
	marked: (count: number) => `${numbersEn.count(count)} marked`,
	isMarked: 'marked',
	/** The time for which the link of an output still works. */
	linkLeft: (time: string) => `link ${time}`,
	expired: 'link expired',
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
		name: 'name',
		host: 'host',
		run: 'run',
	},
	pixels: (width: number, height: number) => `${width}x${height}`,
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
	marked: count => `已标记 ${numbersZh.count(count)} 张`,
	isMarked: '已标记',
	linkLeft: time => `链接剩 ${time}`,
	expired: '链接已过期',
	linkMissing: '无链接',
	gone: '已失效',
	fetching: (done, total) => (total === null ? `获取中，已有 ${done}` : `获取中，${done}/${total}`),
	decoding: '正在解码图片',
	nothing: key => `此类文件无法预览。按 ${key('open')} 打开，按 ${key('copy')} 复制地址。`,
	fields: {
		type: '类型',
		size: '大小',
		name: '名称',
		host: '主机',
		run: '运行',
	},
	pixels: (width, height) => `${width}×${height}`,
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
