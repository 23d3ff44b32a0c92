import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		needsMe: typeof needsMeEn;
	}
}

export const needsMeEn = {
	count: (count: number) => (count === 1 ? '1 needs you' : `${numbersEn.count(count)} need you`),
	allDone: (time: string) => `all done ~${time}`,
	nothing: 'nothing needs you',
	stalled: 'stalled: no progress for far longer than usual',
	late: 'late: takes far longer than usual',
	done: (runs: number) =>
		runs === 1 ? 'the run has ended' : `all ${numbersEn.count(runs)} runs have ended`,
};

export const needsMeZh: typeof needsMeEn = {
	count: count => `${numbersZh.count(count)} 项待处理`,
	allDone: time => `约 ${time} 全部结束`,
	nothing: '没有待处理的事项',
	stalled: '停滞：很久没有进展',
	late: '耗时偏长：远超平常',
	done: runs => `${numbersZh.count(runs)} 个运行已全部结束`,
};
