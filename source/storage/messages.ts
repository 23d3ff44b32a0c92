import type {StorageProblem} from '../core/saved-state.ts';

type PutAside = Extract<StorageProblem, {kind: 'put-aside'}>;

const whyEn: Readonly<Record<PutAside['why'], string>> = {
	broken: 'cannot be read',
	huge: 'is too large',
	newer: 'is of a newer version of this program',
	'no-file': 'is no file',
};

const whyZh: typeof whyEn = {
	broken: '无法读取',
	huge: '过大',
	newer: '来自更新的版本',
	'no-file': '不是文件',
};

/** What is said when something is wrong with what is remembered. */
export const storageEn = {
	trouble: (trouble: StorageProblem) =>
		trouble.kind === 'put-aside'
			? `the list of runs on the disk ${whyEn[trouble.why]}; it was put aside as ${trouble.path}`
			: `nothing is remembered for the next time (${trouble.why})`,
};

export const storageZh: typeof storageEn = {
	trouble: trouble =>
		trouble.kind === 'put-aside'
			? `磁盘上的运行列表${whyZh[trouble.why]}，已移到 ${trouble.path}`
			: `下次启动不会记得任何内容（${trouble.why}）`,
};
