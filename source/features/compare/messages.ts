import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {LogComparison} from './comparison.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		compare: typeof compareEn;
	}
}

export const compareEn = {
	title: 'Two runs compared',
	difference: 'difference',
	/** Before what is the same in both runs. */
	equal: 'same',
	sections: {run: 'Run', inputs: 'Inputs', nodes: 'Nodes', outputs: 'Outputs', log: 'Log'},
	fields: {
		title: 'title',
		status: 'state',
		error: 'error',
		elapsed_sec: 'time',
		total_cost: 'total cost',
		created_at: 'created',
		run_order_id: 'id',
		workflow_id: 'workflow',
	},
	unknownInputs: 'unknown',
	none: 'none',
	inputs: (differing: number, same: number) =>
		differing + same === 0
			? 'none'
			: `${numbersEn.count(differing)} differ, ${numbersEn.count(same)} the same`,
	scale: (length: string) => `on a scale of ${length}`,
	/** `same`: the number of entries that are the same at the start. */
	log: {
		differ: same =>
			`different from entry ${numbersEn.count(same + 1)} on; times, ids and inputs do not count`,
		same: () => 'the same; times, ids and inputs do not count',
		missing: same =>
			same === 0
				? 'one of the runs has no log'
				: `entries after ${numbersEn.count(same)} are missing`,
	} as Readonly<Record<LogComparison['state'], (same: number) => string>>,
	what: 'the comparison',
	/** On stderr, if neither the service nor the history has a run. */
	unknownRun: (id: string) =>
		`Neither the service nor the history has the run "${id}". Check its id; chenyu-top ls lists runs.`,
	/** On stderr, if the service has not said whether it has the run. `why`: a sentence. */
	unreadRun: (id: string, why: string) => `The run "${id}" could not be read. ${why}`,
};

export const compareZh: typeof compareEn = {
	title: '两次运行的对比',
	difference: '差值',
	equal: '相同',
	sections: {run: '运行', inputs: '输入', nodes: '节点', outputs: '输出', log: '日志'},
	fields: {
		title: '标题',
		status: '状态',
		error: '错误',
		elapsed_sec: '用时',
		total_cost: '总费用',
		created_at: '创建',
		run_order_id: '单号',
		workflow_id: '工作流',
	},
	unknownInputs: '未知',
	none: '无',
	inputs: (differing, same) =>
		differing + same === 0
			? '无'
			: `${numbersZh.count(differing)} 个不同，${numbersZh.count(same)} 个相同`,
	scale: length => `同一时间轴，全长 ${length}`,
	log: {
		differ: same => `从第 ${numbersZh.count(same + 1)} 条起不同；时间、ID 和输入值不计`,
		same: () => '相同；时间、ID 和输入值不计',
		missing: same =>
			same === 0 ? '其中一次运行没有日志' : `第 ${numbersZh.count(same)} 条之后缺少日志`,
	},
	what: '对比结果',
	unknownRun: id => `服务和历史中都没有运行“${id}”。请核对单号；chenyu-top ls 可列出运行。`,
	unreadRun: (id, why) => `无法读取运行“${id}”。${why}`,
};
