import type {StorageProblem} from '../../core/saved-state.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		history: typeof historyEn;
	}
}

export const historyEn = {
	title: 'History',
	counted: (count: number) => (count === 1 ? '1 run' : `${numbersEn.count(count)} runs`),
	none: 'No run has ended yet.',
	noMatch: 'Nothing matches.',
	failed: (problem: StorageProblem) => `The history cannot be read: ${reasonOf(problem)}.`,
};

export const historyZh: typeof historyEn = {
	title: '历史',
	counted: count => `${numbersZh.count(count)} 个运行`,
	none: '还没有已结束的运行。',
	noMatch: '没有匹配的运行。',
	failed: problem => `无法读取历史：${reasonOf(problem)}。`,
};

/** Returns the error code, or the path of the file that cannot be used. */
export function reasonOf(problem: StorageProblem): string {
	return problem.kind === 'not-saved' ? problem.why : problem.path;
}
