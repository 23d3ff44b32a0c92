import type {StorageProblem} from '../../core/saved-state.ts';
import {unusableWhyEn, unusableWhyZh} from '../../features/app/notices.ts';
import {reasonOf} from '../../features/history/messages.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** Texts about the history in commands that exit. */
export const historyCommandEn = {
	cause: (problem: StorageProblem): string => causeOf(problem, unusableWhyEn),
	unusable: (cause: string) => `The history cannot be used (${cause}).`,
	missing: (cause: string) =>
		`The history cannot be used (${cause}), so what only it knows is missing.`,
	/** `left`: the time that the rest takes, like `2m`. */
	progress: (done: number, total: number, left: string | null) =>
		`${numbersEn.count(done)}/${numbersEn.count(total)}${left === null ? '' : `, ~${left} left`}`,
	/** `refused`: how many runs have no inputs in the history, because the service refused them. */
	synced: (runs: number, since: string, refused: number) =>
		`The history has ${numbersEn.count(runs)} ended ${runs === 1 ? 'run' : 'runs'} since ${since}${refused === 0 ? ', with their inputs' : `; the service refused the inputs of ${numbersEn.count(refused)}`}.`,
	pruned: (runs: number, size: string) =>
		`${numbersEn.count(runs)} ${runs === 1 ? 'run was' : 'runs were'} removed. The file takes ${size}.`,
};

export const historyCommandZh: typeof historyCommandEn = {
	cause: problem => causeOf(problem, unusableWhyZh),
	unusable: cause => `历史无法使用（${cause}）。`,
	missing: cause => `历史无法使用（${cause}），因此缺少只有历史中才有的内容。`,
	progress: (done, total, left) =>
		`${numbersZh.count(done)}/${numbersZh.count(total)}${left === null ? '' : `，还需约 ${left}`}`,
	synced: (runs, since, refused) =>
		`历史中有自 ${since} 起已结束的 ${numbersZh.count(runs)} 个运行${refused === 0 ? '及其输入' : `；服务拒绝了其中 ${numbersZh.count(refused)} 个的输入`}。`,
	pruned: (runs, size) => `已删除 ${numbersZh.count(runs)} 个运行。文件大小为 ${size}。`,
};

function causeOf(problem: StorageProblem, unusableWhy: typeof unusableWhyEn): string {
	return problem.kind === 'unusable'
		? `${problem.path} ${unusableWhy[problem.why]}`
		: reasonOf(problem);
}
