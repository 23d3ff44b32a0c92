import type {Messages} from '../../i18n/messages.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** Texts of the page of `chenyu-top report`, and sentences of this command on stderr. */
const runReportEn = {
	heading: (runs: number) =>
		runs === 1 ? 'Workflow run' : `${numbersEn.count(runs)} workflow runs`,
	made: (version: string, time: string, zone: string) =>
		`Made by chenyu-top ${version} at ${time}. All times are in the time zone ${zone}.`,
	recording: 'The runs are from a recording.',
	leftOut: 'Keys and the queries of links, which can be signatures, are left out.',
	unread: 'Missing runs',
	noResponse: (id: string) => `The recording has no response about the run "${id}".`,
	unnamed: 'without a title',
	label: 'label',
	readAt: (time: string) => `This run has not ended. Read at ${time}.`,
	newest: (shown: number, all: number) =>
		`the newest ${numbersEn.count(shown)} of ${numbersEn.count(all)} lines`,
	cutText: (count: number) => `… ${numbersEn.count(count)} more characters`,
	/** A picture is not in the page. `why`: one of `noPicture`, or the reason of a failed download. */
	leftOutPicture: (why: string) => `not in this page: ${why}`,
	noPicture: {
		tooLarge: (limit: string) => `the pictures of a page take at most ${limit}`,
		unsupported: 'no PNG, JPEG, GIF or WebP picture',
		noLink: 'a recording and the history keep no link to it',
	},
	nothing: 'No run could be read, so no page was written.',
};

const runReportZh: typeof runReportEn = {
	heading: runs => (runs === 1 ? '工作流运行' : `${numbersZh.count(runs)} 次工作流运行`),
	made: (version, time, zone) =>
		`由 chenyu-top ${version} 于 ${time} 生成。所有时间均为 ${zone} 时区。`,
	recording: '这些运行来自录制文件。',
	leftOut: '已略去密钥和链接的查询参数，后者可能是签名。',
	unread: '缺失的运行',
	noResponse: id => `录制文件中没有运行“${id}”的响应。`,
	unnamed: '无标题',
	label: '标签',
	readAt: time => `此运行尚未结束。读取于 ${time}。`,
	newest: (shown, all) => `${numbersZh.count(all)} 行中最新的 ${numbersZh.count(shown)} 行`,
	cutText: count => `……另有 ${numbersZh.count(count)} 个字符`,
	leftOutPicture: why => `未放入网页：${why}`,
	noPicture: {
		tooLarge: limit => `一个网页中的图片合计不超过 ${limit}`,
		unsupported: '不是 PNG、JPEG、GIF 或 WebP 图片',
		noLink: '录制文件和历史不保存图片的链接',
	},
	nothing: '未能读取任何运行，因此没有生成网页。',
};

export type PageMessages = Messages & {readonly runReport: typeof runReportEn};

/** Adds the texts of the page, which are not in the catalogue, so that only this command loads them. */
export function pageMessages(messages: Messages): PageMessages {
	return {...messages, runReport: messages.language === 'zh' ? runReportZh : runReportEn};
}
