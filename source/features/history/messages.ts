import type {StorageProblem} from '../../core/saved-state.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

export const historyEn = {
	title: 'History',
	columns: {
		title: 'TITLE / INPUT',
		state: 'STATE',
		cost: 'COST',
		time: 'TIME',
		ended: 'ENDED',
		id: 'ID',
	},
	/** `total`: the number of all runs of the history; null if unknown. */
	counted: (matching: number, total: number | null) =>
		total === null || matching === total
			? matching === 1
				? '1 run'
				: `${numbersEn.count(matching)} runs`
			: `${numbersEn.count(matching)} of ${numbersEn.count(total)}`,
	none: 'No run has ended yet.',
	noMatch: 'Nothing matches.',
	failed: (problem: StorageProblem) => `The history cannot be read: ${reasonOf(problem)}.`,
	/** `day`: the day back to which the history is completed. */
	syncList: (day: string) => `reading the run list back to ${day}`,
	syncInputs: (done: number, total: number) =>
		`inputs and costs of ${numbersEn.count(done)} of ${numbersEn.count(total)} runs`,
	untitled: 'untitled',
};

export const historyZh: typeof historyEn = {
	title: '历史',
	columns: {
		title: '标题/输入',
		state: '状态',
		cost: '费用',
		time: '用时',
		ended: '结束',
		id: '单号',
	},
	counted: (matching, total) =>
		total === null || matching === total
			? `${numbersZh.count(matching)} 个运行`
			: `${numbersZh.count(matching)}/${numbersZh.count(total)}`,
	none: '还没有已结束的运行。',
	noMatch: '没有匹配的运行。',
	failed: problem => `无法读取历史：${reasonOf(problem)}。`,
	syncList: day => `正在读取 ${day} 以来的运行列表`,
	syncInputs: (done, total) =>
		`正在获取输入和费用，${numbersZh.count(done)}/${numbersZh.count(total)} 个运行`,
	untitled: '无标题',
};

/** Returns the error code, or the path of the file that cannot be used. */
export function reasonOf(problem: StorageProblem): string {
	return problem.kind === 'not-saved' ? problem.why : problem.path;
}
