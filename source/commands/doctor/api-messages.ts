import type {SafeText} from '../../core/text/sanitize.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		doctorApi: typeof doctorApiEn;
	}
}

export const doctorApiEn = {
	counts: (different: number, expected: number, absent: number) =>
		`${numbersEn.count(different)} different, ${numbersEn.count(expected)} as expected, ${numbersEn.count(absent)} absent`,
	notRead: (why: string) => `not read: ${why}`,
	differences: 'What differs, so that it is not shown, or not correctly:',
	difference: (field: string, says: string) => `${field}: ${says}.`,
	/** `name`: the field that may have taken its place. */
	missing: (name: string | null) => (name === null ? 'missing' : `missing, perhaps now ${name}`),
	noNull: 'null, which is not expected',
	/** The types are names of JSON and of this program, such as `money`. */
	otherType: (expected: string, found: string) => `${found} instead of ${expected}`,
	places: (some: number, of: number) => ` in ${numbersEn.count(some)} of ${numbersEn.count(of)}`,
	/** `value`: the known value that is meant. */
	perhaps: (value: string) => ` (perhaps ${value})`,
	unknown: 'Unknown values, shown as they are. Such a status counts as not ended:',
	unread: 'Further fields, which this program does not use:',
	about: 'About the responses:',
	times: 'times',
	log: 'log',
	logStates: {
		whole: 'each response has all of it',
		tail: 'each response has only its end',
		'newest-first': 'the newest entry comes first, but the oldest is expected to',
		unknown: 'whether each response has all of it is unknown',
	},
	links: 'links',
	linkTime: (ms: number) =>
		ms > 0
			? `those of outputs are valid for ${numbersEn.time(ms)}`
			: 'those of outputs have expired, or the clocks differ',
	limits: 'limits',
	noRun:
		'No run was compared: the list has none that has started, or cannot be read. RUN after doctor --api names one.',
	needed: 'All that this program needs is there.',
	/** `file`: the page that was written, null for none. */
	page: (file: SafeText | null) =>
		file === null
			? 'For an issue, -o FILE writes the responses without the key, texts and links.'
			: `${file} has the responses without the key, texts and links. Check it before you attach it to an issue.`,
};

export const doctorApiZh: typeof doctorApiEn = {
	counts: (different, expected, absent) =>
		`${numbersZh.count(different)} 项不同，${numbersZh.count(expected)} 项符合预期，${numbersZh.count(absent)} 项没有`,
	notRead: why => `未读取：${why}`,
	differences: '不同之处（不会显示，或显示有误）：',
	difference: (field, says) => `${field}：${says}。`,
	missing: name => (name === null ? '缺少' : `缺少，可能改名为 ${name}`),
	noNull: '不应为 null',
	otherType: (expected, found) => `应为 ${expected}，实为 ${found}`,
	places: (some, of) => `（${numbersZh.count(of)} 处中的 ${numbersZh.count(some)} 处）`,
	perhaps: value => `（可能是 ${value}）`,
	unknown: '未知的值，按原样显示；这样的状态视为未结束：',
	unread: '本程序不使用的其他字段：',
	about: '响应的特点：',
	times: '时间',
	log: '日志',
	logStates: {
		whole: '每个响应都含全部条目',
		tail: '每个响应只含最后一部分',
		'newest-first': '最新的条目在前，而预期最旧的在前',
		unknown: '无法判断每个响应是否含全部条目',
	},
	links: '链接',
	linkTime: ms =>
		ms > 0 ? `输出的链接在 ${numbersZh.time(ms)}内有效` : '输出的链接已过期，或时钟不一致',
	limits: '限制',
	noRun: '没有对比运行：列表中没有已开始的运行，或无法读取。可在 doctor --api 后指定单号。',
	needed: '本程序需要的内容都有。',
	page: file =>
		file === null
			? '如需反馈问题，可用 -o FILE 写出不含密钥、文本和链接的响应。'
			: `${file} 含有不带密钥、文本和链接的响应。附到问题反馈之前请先检查。`,
};
