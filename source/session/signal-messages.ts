import {numbersEn, numbersZh} from '../i18n/numbers.ts';

/** What a notification says. Words, amounts and times come in as they are shown. */
export const signalsEn = {
	/** Above what became of a run. */
	title: (run: string) => `chenyu-top: ${run}`,
	/** Of several runs that ended together. */
	many: (count: number) => `${numbersEn.count(count)} runs ended`,
	/** Between facts. */
	between: ' · ',
	colon: ': ',
};

export const signalsZh: typeof signalsEn = {
	title: run => `chenyu-top：${run}`,
	many: count => `${numbersZh.count(count)} 个运行已结束`,
	between: ' · ',
	colon: '：',
};
