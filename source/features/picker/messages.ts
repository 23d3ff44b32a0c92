declare module '../../i18n/messages.ts' {
	interface Messages {
		picker: typeof pickerEn;
	}
}

export const pickerEn = {
	title: 'Add runs',
	removedTitle: 'Removed from the list',
	typeOrPick: 'Type or paste ids; other words filter the list. tab marks, enter adds.',
	restore: 'Words filter the list. tab marks, enter brings back.',
	watched: 'watched',
	reading: "Fetching the account's runs",
	none: 'The account has no runs.',
	noMatch: 'No run in the list matches. To add one that is not listed, type its whole id.',
	denied: 'The key was refused, so the list is not available. You can still add ids.',
	failed: (why: string, down: string) => `The list could not be fetched; ${down} retries. ${why}`,
};

export const pickerZh: typeof pickerEn = {
	title: '添加运行',
	removedTitle: '已从列表移除',
	typeOrPick: '输入或粘贴运行单号；输入其他文字则筛选列表。tab 标记，enter 添加。',
	restore: '输入文字以筛选。tab 标记，enter 恢复。',
	watched: '已在监控',
	reading: '正在获取账户的运行……',
	none: '账户没有运行。',
	noMatch: '列表中没有匹配的运行。要添加不在列表中的运行，请输入完整的单号。',
	denied: '密钥被拒绝，无法获取列表。仍可按单号添加。',
	failed: (why, down) => `无法获取列表，按 ${down} 重试。${why}`,
};
