import type {SortKey} from '../domain/remembered.ts';

/** What is read in and around the run list. Times and filters come in as they are shown. */
export const listEn = {
	sortKeys: {
		added: 'added',
		status: 'status',
		title: 'title',
		progress: 'progress',
		cost: 'cost',
		created: 'created',
		duration: 'time',
	} satisfies Record<SortKey, string> as Readonly<Record<SortKey, string>>,
	looking: {
		word: 'looking',
		sentence: "Looking for the account's runs. Press a to add one by its run order id.",
	},
	noneFound: {
		word: 'none found',
		sentence:
			'The account has no run that is going on or ended within the last hour. New ones will appear here; a adds one by its id.',
	},
	notListed: {
		word: 'not listed',
		sentence: (why: string, retry: string) =>
			`The account's runs cannot be listed. ${why}${retry} Press a to add one by its id.`,
		retry: (wait: string) => ` Trying again in ${wait}.`,
	},
	/** In the prompt: a term that makes no sense, and one that would. */
	wrongTerm: (term: string, instead: string) => `${term}? like ${instead}`,
};

export const listZh: typeof listEn = {
	sortKeys: {
		added: '添加顺序',
		status: '状态',
		title: '标题',
		progress: '进度',
		cost: '费用',
		created: '创建时间',
		duration: '用时',
	},
	looking: {
		word: '查找中',
		sentence: '正在查找账户的运行。也可按 a 输入运行编号来添加。',
	},
	noneFound: {
		word: '暂无',
		sentence: '账户没有正在进行或一小时内结束的运行。新的运行会出现在这里；按 a 可按编号添加。',
	},
	notListed: {
		word: '无法列出',
		sentence: (why, retry) => `无法列出账户的运行。${why}${retry}可按 a 输入编号来添加。`,
		retry: wait => `${wait}后重试。`,
	},
	wrongTerm: (term, instead) => `${term}？例如 ${instead}`,
};
