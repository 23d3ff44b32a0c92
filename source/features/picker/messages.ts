import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** What is read where runs are added. */
export const pickerEn = {
	title: 'Add runs',
	/** How many of the account's runs are listed: those that match, those read, those there are. */
	listed: (shown: number, read: number, total: number | null) => {
		const {count} = numbersEn;
		const all =
			total === null || total === read ? count(read) : `${count(read)} of ${count(total)}`;
		return shown === read ? all : `${count(shown)} of ${all}`;
	},
	marked: (count: number) => `${numbersEn.count(count)} marked`,
	typeOrPick: 'Type or paste ids, or choose below; what you type filters the list.',
	/** The row that stands for what was typed. */
	typed: (count: number) =>
		count === 1 ? 'add this id' : `add these ${numbersEn.count(count)} ids`,
	watched: 'watched',
	reading: "Reading the account's list",
	further: 'Reading on',
	more: 'More as you go down.',
	none: 'The account has no runs.',
	noMatch: 'No run in the list matches.',
	denied: 'The key was refused, so the list cannot be read. Ids can be added all the same.',
	failed: (why: string, down: string) => `The list could not be read; ${down} tries again. ${why}`,
	untitled: 'untitled',
};

export const pickerZh: typeof pickerEn = {
	title: '添加运行',
	listed: (shown, read, total) => {
		const {count} = numbersZh;
		const all = total === null || total === read ? count(read) : `${count(read)}/${count(total)}`;
		return shown === read ? all : `${count(shown)}（共 ${all}）`;
	},
	marked: count => `已标记 ${numbersZh.count(count)} 个`,
	typeOrPick: '输入或粘贴运行单号，或在下面选择；输入的文字会筛选列表。',
	typed: count => (count === 1 ? '添加这个单号' : `添加这 ${numbersZh.count(count)} 个单号`),
	watched: '已在监视',
	reading: '正在读取账户的运行列表……',
	further: '继续读取……',
	more: '向下移动可读取更多。',
	none: '账户没有运行。',
	noMatch: '列表中没有匹配的运行。',
	denied: '密钥被拒绝，无法读取列表。仍可按单号添加。',
	failed: (why, down) => `无法读取列表，按 ${down} 重试。${why}`,
	untitled: '无标题',
};
