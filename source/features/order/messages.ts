import type {AdviceKind} from '../failure/advice.ts';
import type {OrderStatus} from '../../core/order-status.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

/** What the service's own words say, for a reader of the other language. */
const wordsEn: Readonly<Record<OrderStatus, string>> = {
	queued: 'queued',
	running: 'running',
	succeeded: 'succeeded',
	failed: 'failed',
	canceled: 'canceled',
	frozen: 'held',
	released: 'released',
	submitted: 'submitted',
	settled: 'settled',
	pending: 'pending',
	unsettled: 'not settled yet',
};

const wordsZh: typeof wordsEn = {
	queued: '排队中',
	running: '运行中',
	succeeded: '成功',
	failed: '失败',
	canceled: '已取消',
	frozen: '已冻结',
	released: '已解冻',
	submitted: '已提交',
	settled: '已结算',
	pending: '待处理',
	unsettled: '未结算',
};

/** What the service's error is about; empty where nothing tells. */
const meaningsEn: Readonly<Record<AdviceKind, string>> = {
	memory: 'the GPU had too little memory',
	content: 'the content was refused',
	money: 'the balance did not suffice',
	limit: 'a limit was reached',
	task: 'the engine does not know the run',
	'node-missing': 'a node is not installed on the engine',
	model: 'a model file is not there',
	file: 'an input file could not be read',
	input: 'an input is invalid',
	timeout: 'it took longer than it may',
	service: 'the engine itself had trouble',
	interrupted: 'the run was stopped on request',
	unknown: '',
};

const meaningsZh: typeof meaningsEn = {
	memory: '显存不足',
	content: '内容被拒绝',
	money: '余额不足',
	limit: '达到频率或配额限制',
	task: '引擎不认识此运行',
	'node-missing': '引擎没有安装某个节点',
	model: '模型文件不存在',
	file: '无法读取输入文件',
	input: '某个输入无效',
	timeout: '运行超时',
	service: '引擎自身出错',
	interrupted: '运行是按要求停止的',
	unknown: '',
};

/** The order and billing view. Amounts, times and sentences come in as they are shown. */
export const orderEn = {
	title: 'Order and billing',
	asking: 'Asking for the order.',
	told: 'As the service keeps it. It is asked for each time this is opened.',
	notAsked: 'Nothing was asked: the key was refused.',
	failed: (why: string, age: string) => `The order could not be fetched (${age} ago). ${why}`,
	unknown: '-',
	words: wordsEn,
	/** Behind the service's own word. */
	hint: (meaning: string) => ` (${meaning})`,
	meanings: meaningsEn,
	inputs: (count: number) => `Inputs ${numbersEn.count(count)}`,
};

export const orderZh: typeof orderEn = {
	title: '订单与结算',
	asking: '正在查询订单。',
	told: '以服务的记录为准；每次打开都会重新查询。',
	notAsked: '没有查询：密钥被拒绝。',
	failed: (why, age) => `无法取得订单（${age}前）。${why}`,
	unknown: '-',
	words: wordsZh,
	hint: meaning => `（${meaning}）`,
	meanings: meaningsZh,
	inputs: count => `输入 ${numbersZh.count(count)}`,
};

/** What its rows are called. */
export const orderFieldsEn = {
	run: 'run order',
	workflow: 'workflow',
	revision: 'revision',
	task: 'task',
	prompt: 'prompt id',
	quote: 'quote',
	hold: 'hold',
	submission: 'submission',
	status: 'run',
	settlement: 'settlement',
	compute: 'compute',
	models: 'models',
	total: 'total',
	final: 'paid in the end',
	released: 'given back',
	created: 'created',
	updated: 'updated',
	error: 'error',
	meaning: 'meaning',
};

export const orderFieldsZh: typeof orderFieldsEn = {
	run: '运行单号',
	workflow: '工作流',
	revision: '版本',
	task: '任务',
	prompt: '提示 ID',
	quote: '报价',
	hold: '冻结',
	submission: '提交',
	status: '运行状态',
	settlement: '结算',
	compute: '计算',
	models: '模型',
	total: '合计',
	final: '实付',
	released: '退回',
	created: '创建',
	updated: '更新',
	error: '错误',
	meaning: '含义',
};
