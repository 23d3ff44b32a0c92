import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** What is read of a run that stands still, and of how fresh its data is. Times come in as they are shown. */
export const stallEn = {
	since: (at: string, time: string) => `no step since ${at}, for ${time}`,
	usually: (time: string) => `its pauses are usually below ${time}`,
	/** Where too few earlier runs were watched to call it stalled. */
	idle: (time: string) => `no step for ${time} (its usual pause is not known yet)`,
	last: 'last heard:',
	/** Behind the glyph of a row. */
	row: (time: string) => `stalled ${time}`,
	asked: (age: string) => `asked ${age} ago`,
	next: (wait: string) => `next in ${wait}`,
	due: 'asking',
	failures: (count: number) =>
		count === 1 ? 'failed once' : `failed ${numbersEn.count(count)} times in a row`,
};

export const stallZh: typeof stallEn = {
	since: (at, time) => `自 ${at} 起没有进展，已 ${time}`,
	usually: time => `此工作流的停顿通常短于 ${time}`,
	idle: time => `已 ${time}没有进展（此工作流的通常停顿尚不清楚）`,
	last: '最后消息：',
	row: time => `停滞 ${time}`,
	asked: age => `${age}前查询`,
	next: wait => `${wait}后再查`,
	due: '查询中',
	failures: count => `连续失败 ${numbersZh.count(count)} 次`,
};
