import type {Where} from '../../store/keys/binding.ts';

export const groupsEn: Record<Where, string> = {
	everywhere: 'Everywhere',
	runs: 'Runs',
	log: 'Log',
	timeline: 'Nodes',
	outputs: 'Outputs',
	viewer: 'Output viewer',
	prompt: 'Text input',
	replay: 'Replay',
};

export const groupsZh: typeof groupsEn = {
	everywhere: '通用',
	runs: '运行',
	log: '日志',
	timeline: '节点',
	outputs: '输出',
	viewer: '输出查看',
	prompt: '文本输入',
	replay: '回放',
};
