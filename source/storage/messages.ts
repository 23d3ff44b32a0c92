import type {StorageProblem} from '../core/saved-state.ts';

type MovedAside = Extract<StorageProblem, {kind: 'moved-aside'}>;

const whyEn: Readonly<Record<MovedAside['why'], string>> = {
	broken: 'cannot be read',
	huge: 'is too large',
	newer: 'was written by a newer version of chenyu-top',
	'not-a-file': 'is not a regular file',
};

const whyZh: typeof whyEn = {
	broken: '无法读取',
	huge: '过大',
	newer: '来自更新版本的 chenyu-top',
	'not-a-file': '不是普通文件',
};

export const storageEn = {
	trouble: (trouble: StorageProblem) =>
		trouble.kind === 'moved-aside'
			? `the saved run list ${whyEn[trouble.why]}; it was moved to ${trouble.path}`
			: `the run list cannot be saved for the next start (${trouble.why})`,
};

export const storageZh: typeof storageEn = {
	trouble: trouble =>
		trouble.kind === 'moved-aside'
			? `已保存的运行列表${whyZh[trouble.why]}，已移到 ${trouble.path}`
			: `无法保存运行列表供下次启动使用（${trouble.why}）`,
};
