/** The order and billing view. Amounts, times and sentences come in as they are shown. */
export const orderEn = {
	title: 'Order and billing',
	asking: 'Asking for the order.',
	told: 'As the service keeps it. It is asked for each time this is opened.',
	notAsked: 'Nothing was asked: the key was refused.',
	failed: (why: string, age: string) => `The order could not be fetched (${age} ago). ${why}`,
	unknown: '-',
	inputs: (count: number) => `Inputs ${count}`,
};

export const orderZh: typeof orderEn = {
	title: '订单与结算',
	asking: '正在查询订单。',
	told: '以服务的记录为准；每次打开都会重新查询。',
	notAsked: '没有查询：密钥被拒绝。',
	failed: (why, age) => `无法取得订单（${age}前）。${why}`,
	unknown: '-',
	inputs: count => `输入 ${count}`,
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
};
