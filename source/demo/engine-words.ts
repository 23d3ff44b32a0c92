/** What the engine itself writes into the log. The start and the success are in English everywhere. */
export type EngineWords = {
	readonly step: (name: string, value: number, max: number) => string;
	readonly executed: (name: string, seconds: string) => string;
	readonly cached: (nodeIds: readonly string[]) => string;
	readonly failed: (name: string, reason: string) => string;
	readonly interrupted: string;
};

/** The words in each language that a run's log can be in. */
export const engineWords: Readonly<Record<'en' | 'zh', EngineWords>> = {
	en: {
		step: (name, value, max) => `${name} step ${value}/${max}`,
		executed: (name, seconds) => `${name} done in ${seconds} s`,
		cached: nodeIds => `cached nodes: ${nodeIds.join(', ')}`,
		failed: (name, reason) => `${name} failed: ${reason}`,
		interrupted: 'execution interrupted by user',
	},
	zh: {
		step: (name, value, max) => `${name} 第 ${value}/${max} 步`,
		executed: (name, seconds) => `${name} 完成,用时 ${seconds} 秒`,
		cached: nodeIds => `使用缓存的节点:${nodeIds.join('、')}`,
		failed: (name, reason) => `${name} 失败:${reason}`,
		interrupted: '用户已取消运行',
	},
};
