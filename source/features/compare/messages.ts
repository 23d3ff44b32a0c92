import type {ComparedField, ComparedSection, Comparison} from './comparison.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

export const compareEn = {
	title: 'Two runs compared',
	difference: 'difference',
	sections: {
		run: 'Run',
		inputs: 'Inputs',
		nodes: 'Nodes',
		outputs: 'Outputs',
		log: 'Log',
	} satisfies Record<ComparedSection['id'], string>,
	fields: {
		run_order_id: 'id',
		title: 'title',
		status: 'state',
		workflow_id: 'workflow',
		created_at: 'created',
		elapsed_sec: 'time',
		compute_cost: 'compute',
		external_model_cost: 'external models',
		total_cost: 'total cost',
	} satisfies Record<ComparedField, string>,
	unknownInputs: 'The inputs are not known.',
	loadingInputs: 'Loading the inputs.',
	inputs: (differing: number, same: number) =>
		`${numbersEn.count(differing)} differ, ${numbersEn.count(same)} the same`,
	scale: (length: string) => `on a scale of ${length}`,
	entry: (number: string) => `entry ${number}`,
	log: {
		reading: same => `reading, the first ${numbersEn.count(same)} entries are the same`,
		differ: same => `the first ${numbersEn.count(same)} entries are the same but for times and ids`,
		same: same => `all ${numbersEn.count(same)} entries are the same but for times and ids`,
		missing: same =>
			same === 0
				? 'entries are missing at its start'
				: `${numbersEn.count(same)} entries are the same; after them, entries are missing`,
		empty: () => 'a run has none',
	} as Readonly<Record<Comparison['log']['state'], (same: number) => string>>,
	what: 'the comparison',
	/** On stderr, if neither the service nor the history has a run. */
	unknownRun: (id: string) =>
		`Neither the service nor the history has the run "${id}". Check its id; chenyu-top ls lists runs.`,
};

export const compareZh: typeof compareEn = {
	title: '两个运行的对比',
	difference: '差',
	sections: {run: '运行', inputs: '输入', nodes: '节点', outputs: '输出', log: '日志'},
	fields: {
		run_order_id: '单号',
		title: '标题',
		status: '状态',
		workflow_id: '工作流',
		created_at: '创建',
		elapsed_sec: '用时',
		compute_cost: '计算',
		external_model_cost: '外部模型',
		total_cost: '总费用',
	},
	unknownInputs: '输入未知。',
	loadingInputs: '正在加载输入。',
	inputs: (differing, same) =>
		`${numbersZh.count(differing)} 个不同，${numbersZh.count(same)} 个相同`,
	scale: length => `同一时间轴，全长 ${length}`,
	entry: number => `第 ${number} 条`,
	log: {
		reading: same => `读取中，前 ${numbersZh.count(same)} 条相同`,
		differ: same => `除时间和 ID 外，前 ${numbersZh.count(same)} 条相同`,
		same: same => `除时间和 ID 外，全部 ${numbersZh.count(same)} 条都相同`,
		missing: same =>
			same === 0 ? '开头缺少日志' : `前 ${numbersZh.count(same)} 条相同，其后缺少日志`,
		empty: () => '有一个运行没有日志',
	},
	what: '对比结果',
	unknownRun: id => `服务和历史中都没有运行“${id}”。请核对单号；chenyu-top ls 可列出运行。`,
};
