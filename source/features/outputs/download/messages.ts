import type {DownloadFailure} from '../../../core/output/download.ts';
import type {SafeText} from '../../../core/text/text.ts';
import {numbersEn, numbersZh} from '../../../i18n/numbers.ts';

/** Without a final period. */
function whyEn(why: DownloadFailure): string {
	switch (why.kind) {
		case 'full':
			return 'the disk is full';
		case 'forbidden':
			return 'the folder is not writable';
		case 'no-folder':
			return 'the folder does not exist';
		case 'file-not-folder':
			return 'a part of the path is a file, not a folder';
		case 'irregular':
			return `${why.name} in the folder is not a regular file; remove it`;
		case 'too-large-for-disk':
			return 'the file exceeds the limit of the disk';
		case 'no-response':
			return 'the disk does not respond';
		case 'disk':
			return `disk error ${why.code}`;
		case 'gone':
			return `its host responded ${why.status}: the link has expired, or the file is gone`;
		case 'refused':
			return 'its address is neither https nor on this machine';
		case 'refused-redirect':
			return 'its address redirects to an unsafe one';
		case 'too-many-redirects':
			return 'its address redirects too many times';
		case 'cut-off':
			return 'the connection broke at every attempt';
		case 'inconsistent':
			return 'its host reports a different length or version each time';
		case 'web-page':
			return 'its host sent a web page instead of the file';
		case 'empty':
			return 'its host sent an empty file';
		case 'watchEnded':
			return 'the watch ended first; the same command resumes it';
		case 'over-limit':
			return `it is larger than ${numbersEn.size(why.bytes)}`;
		case 'stalled':
			return 'its host stopped sending';
		case 'network':
			return `its host cannot be reached (${why.detail})`;
		case 'http':
			return `its host responded ${why.status}`;
	}
}

function whyZh(why: DownloadFailure): string {
	switch (why.kind) {
		case 'full':
			return '磁盘已满';
		case 'forbidden':
			return '文件夹不可写入';
		case 'no-folder':
			return '文件夹不存在';
		case 'file-not-folder':
			return '路径的一部分是文件，不是文件夹';
		case 'irregular':
			return `文件夹中的 ${why.name} 不是普通文件，请删除`;
		case 'too-large-for-disk':
			return '文件超出磁盘的大小限制';
		case 'no-response':
			return '磁盘没有反应';
		case 'disk':
			return `磁盘错误 ${why.code}`;
		case 'gone':
			return `主机响应 ${why.status}：链接已过期，或文件已不在`;
		case 'refused':
			return '地址既不是 https，也不在本机';
		case 'refused-redirect':
			return '地址重定向到不安全的地址';
		case 'too-many-redirects':
			return '地址的重定向次数过多';
		case 'cut-off':
			return '每次尝试时连接都中断';
		case 'inconsistent':
			return '主机每次报告的长度或版本都不同';
		case 'web-page':
			return '主机返回的是网页，不是文件';
		case 'empty':
			return '主机返回的是空文件';
		case 'watchEnded':
			return '监控已先结束；再次运行同一命令可续传';
		case 'over-limit':
			return `大于 ${numbersZh.size(why.bytes)}`;
		case 'stalled':
			return '主机不再发送数据';
		case 'network':
			return `无法连接主机（${why.detail}）`;
		case 'http':
			return `主机响应 ${why.status}`;
	}
}

export const downloadEn = {
	why: whyEn,
	queued: 'waiting',
	renewing: 'link expired, fetching a new one',
	retryIn: (wait: string) => `retry in ${wait}`,
	saved: (path: string) => `saved ${path}`,
	stopped: (resume: string) => `stopped; ${resume} resumes`,
	left: (time: string) => `${time} left`,
	colon: ': ',
	/** `folder`: of `--download`. */
	badFolder: (folder: SafeText, why: string) => `Nothing can be saved in ${folder}: ${why}.`,
};

export const downloadZh: typeof downloadEn = {
	why: whyZh,
	queued: '等待下载',
	renewing: '链接已过期，正在获取新链接',
	retryIn: wait => `${wait}后重试`,
	saved: path => `已保存 ${path}`,
	stopped: resume => `已停止，按 ${resume} 继续`,
	left: time => `剩余 ${time}`,
	colon: '：',
	badFolder: (folder, why) => `无法保存到 ${folder}：${why}。`,
};
