import type {StorageProblem} from '../core/saved-state.ts';

type MovedAside = Extract<StorageProblem, {kind: 'moved-aside'}>;

const whyEn: Readonly<Record<MovedAside['why'], string>> = {
	broken: 'cannot be read',
	huge: 'is too large',
	newer: 'was written by a newer version of this program',
	'not-a-file': 'is not a file',
};

const whyZh: typeof whyEn = {
	broken: '无法读取',
	huge: '过大',
	newer: '来自更新的版本',
	'not-a-file': '不是文件',
};

export const storageEn = {
	trouble: (trouble: StorageProblem) =>
		trouble.kind === 'moved-aside'
			? `the saved run list ${whyEn[trouble.why]}; it was moved to ${trouble.path}`
			: `the run list is not saved for the next start (${trouble.why})`,
};

export const storageZh: typeof storageEn = {
	trouble: trouble =>
		trouble.kind === 'moved-aside'
			? `已保存的运行列表${whyZh[trouble.why]}，已移到 ${trouble.path}`
			: `运行列表不会保存到下次启动（${trouble.why}）`,
};
