import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

export const pickerEn = {
	title: 'Add runs',
	removedTitle: 'Removed from the list',
	/** `shown`: how many of the `loaded` runs match the typed text. `total`: the runs in the account; null if unknown. */
	listed: (shown: number, loaded: number, total: number | null) => {
		const {count} = numbersEn;

		if (total === null || total === loaded) {
			return shown === loaded ? count(loaded) : `${count(shown)} of ${count(loaded)}`;
		}

		return shown === loaded
			? `${count(loaded)} of ${count(total)}`
			: `${count(shown)} of ${count(loaded)} loaded, ${count(total)} in all`;
	},
	marked: (count: number) => `${numbersEn.count(count)} marked`,
	typeOrPick: 'Type or paste ids, or choose below; typing filters the list.',
	restore: 'Choose runs to bring back; typing filters the list.',
	typed: (count: number) =>
		count === 1 ? 'add this id' : `add these ${numbersEn.count(count)} ids`,
	watched: 'watched',
	reading: "Fetching the account's runs",
	further: 'Fetching more',
	more: 'Move down for more.',
	none: 'The account has no runs.',
	noMatch: 'No run in the list matches. To add one that is not listed, type its whole id.',
	denied: 'The key was refused, so the list is not available. You can still add ids.',
	failed: (why: string, down: string) => `The list could not be fetched; ${down} retries. ${why}`,
	untitled: 'untitled',
};

export const pickerZh: typeof pickerEn = {
	title: '添加运行',
	removedTitle: '已从列表移除',
	listed: (shown, loaded, total) => {
		const {count} = numbersZh;

		if (total === null || total === loaded) {
			return shown === loaded ? count(loaded) : `${count(shown)}（共 ${count(loaded)}）`;
		}

		return shown === loaded
			? `${count(loaded)}/${count(total)}`
			: `${count(shown)}（已获取 ${count(loaded)}/${count(total)}）`;
	},
	marked: count => `已标记 ${numbersZh.count(count)} 个`,
	typeOrPick: '输入或粘贴运行单号，或在下面选择；输入即筛选列表。',
	restore: '选择要恢复的运行；输入即筛选列表。',
	typed: count => (count === 1 ? '添加这个单号' : `添加这 ${numbersZh.count(count)} 个单号`),
	watched: '已在监控',
	reading: '正在获取账户的运行……',
	further: '正在获取更多……',
	more: '向下移动可获取更多。',
	none: '账户没有运行。',
	noMatch: '列表中没有匹配的运行。要添加不在列表中的运行，请输入完整的单号。',
	denied: '密钥被拒绝，无法获取列表。仍可按单号添加。',
	failed: (why, down) => `无法获取列表，按 ${down} 重试。${why}`,
	untitled: '无标题',
};
