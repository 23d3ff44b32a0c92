import type {DownloadFailure} from '../../../core/output/download.ts';
import {textByKind} from '../../../core/text-by-kind.ts';
import type {SafeText} from '../../../core/text/text.ts';
import {numbersEn, numbersZh} from '../../../i18n/numbers.ts';

/** The reasons why a download failed, without a final period. */
const whyEn = textByKind<DownloadFailure>({
	full: () => 'the disk is full',
	forbidden: () => 'the folder is not writable',
	'no-folder': () => 'the folder does not exist',
	'file-not-folder': () => 'a part of the path is a file, not a folder',
	'not-a-folder': why => `${why.name} is a file or a link, not a folder; rename or remove it`,
	'too-large-for-disk': () => 'the file exceeds the limit of the disk',
	disk: why => `disk error ${why.code}`,
	gone: why => `its host responded ${why.status}: the link has expired, or the file is gone`,
	refused: () => 'its address is neither https nor on this machine',
	'refused-redirect': () => 'its address redirects to an unsafe one',
	local: () =>
		'its address leads to this machine (loopback or link-local), but the service is elsewhere',
	'too-many-redirects': () => 'its address redirects too many times',
	'cut-off': () => 'the connection broke at every attempt',
	inconsistent: () => 'its host reports a different length or version each time',
	'web-page': () => 'its host sent a web page instead of the file',
	'other-kind': () => 'its host sent a file of another kind',
	empty: () => 'its host sent an empty file',
	'watch-ended': () => 'the watch ended first',
	'over-limit': why => `it is larger than ${numbersEn.size(why.bytes)}`,
	stalled: () => 'its host stopped sending',
	slow: () => 'its host sends less than 1 kB a second',
	network: why =>
		`its host cannot be reached ${why.proxy === undefined ? '' : `through the proxy ${why.proxy} `}(${why.detail})`,
	http: why => `its host responded ${why.status}`,
});

const whyZh = textByKind<DownloadFailure>({
	full: () => '磁盘已满',
	forbidden: () => '文件夹不可写入',
	'no-folder': () => '文件夹不存在',
	'file-not-folder': () => '路径的一部分是文件，不是文件夹',
	'not-a-folder': why => `${why.name} 是文件或链接，不是文件夹，请改名或删除`,
	'too-large-for-disk': () => '文件超出磁盘的大小限制',
	disk: why => `磁盘错误 ${why.code}`,
	gone: why => `主机响应 ${why.status}：链接已过期，或文件已不在`,
	refused: () => '地址既不是 https，也不在本机',
	'refused-redirect': () => '地址重定向到不安全的地址',
	local: () => '地址指向本机（环回或链路本地地址），而服务不在本机',
	'too-many-redirects': () => '地址的重定向次数过多',
	'cut-off': () => '每次尝试时连接都中断',
	inconsistent: () => '主机每次报告的长度或版本都不同',
	'web-page': () => '主机返回的是网页，不是文件',
	'other-kind': () => '主机返回的是其他类型的文件',
	empty: () => '主机返回的是空文件',
	'watch-ended': () => '监控已先结束',
	'over-limit': why => `大于 ${numbersZh.size(why.bytes)}`,
	stalled: () => '主机不再发送数据',
	slow: () => '主机每秒发送的数据不到 1 kB',
	network: why =>
		`无法${why.proxy === undefined ? '' : `通过代理 ${why.proxy} `}连接主机（${why.detail}）`,
	http: why => `主机响应 ${why.status}`,
});

export const downloadEn = {
	why: whyEn,
	queued: 'waiting',
	renewing: 'link expired, fetching a new one',
	retryIn: (wait: string) => `retry in ${wait}`,
	saved: 'saved',
	stopped: (key: string) => `stopped; ${key} starts again`,
	left: (time: string) => `${time} left`,
	/** `folder`: the folder that the user named with the option `--download`. */
	badFolder: (folder: SafeText, why: string) => `Nothing can be saved in ${folder}: ${why}.`,
};

export const downloadZh: typeof downloadEn = {
	why: whyZh,
	queued: '等待下载',
	renewing: '链接已过期，正在获取新链接',
	retryIn: wait => `${wait}后重试`,
	saved: '已保存',
	stopped: key => `已停止，按 ${key} 重新开始`,
	left: time => `剩余 ${time}`,
	badFolder: (folder, why) => `无法保存到 ${folder}：${why}。`,
};
