import type {OrderInfoFieldName, OrderStatus} from '../../core/run-order.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import {statesEn, statesZh} from '../runs/index.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		runOrder: typeof runOrderEn;
	}
}

/** `run`: the id of the order. `error`: the code and the message of the error. `costNotice`: of the workflow. */
export type OrderTextField =
	| Exclude<OrderInfoFieldName, 'currency' | 'errorCode' | 'errorMessage'>
	| 'run'
	| 'error'
	| 'costNotice';

export const runOrderEn = {
	title: 'Order and billing',
	/** What a status means, which the service reports in English or in Chinese. */
	statuses: {
		...statesEn,
		frozen: 'held',
		released: 'released',
		submitted: 'submitted',
		settled: 'settled',
		pending: 'pending',
		unsettled: 'not settled yet',
	} satisfies Readonly<Record<OrderStatus, string>>,
	/** A status as the service reports it, and what it means. */
	explained: (status: string, meaning: string) => `${status} (${meaning})`,
	loading: 'Loading the order.',
	failed: (reason: string, age: string) => `Could not load the order (${age} ago). ${reason}`,
	inputs: (count: number) => `Inputs ${numbersEn.count(count)}`,
	copies: (key: string) => `${key} copies them as JSON`,
	/** Names what was copied. */
	what: 'inputs (JSON)',
	fields: {
		run: 'run order',
		workflowId: 'workflow',
		revisionId: 'revision',
		taskId: 'task',
		promptId: 'prompt id',
		quoteAmount: 'quote',
		freezeStatus: 'hold',
		submissionStatus: 'submission',
		runStatus: 'run',
		settlementStatus: 'settlement',
		computeCost: 'compute',
		externalModelCost: 'external models',
		totalCost: 'total',
		finalAmount: 'final amount',
		releasedAmount: 'refunded',
		costNotice: 'cost notice',
		createdAt: 'created',
		updatedAt: 'updated',
		error: 'error',
	} satisfies Readonly<Record<OrderTextField, string>>,
};

export const runOrderZh: typeof runOrderEn = {
	title: '订单与结算',
	statuses: {
		...statesZh,
		frozen: '已冻结',
		released: '已解冻',
		submitted: '已提交',
		settled: '已结算',
		pending: '待处理',
		unsettled: '未结算',
	},
	explained: (status, meaning) => `${status}（${meaning}）`,
	loading: '正在加载订单。',
	failed: (reason, age) => `无法加载订单（${age} 前）。${reason}`,
	inputs: count => `输入 ${numbersZh.count(count)}`,
	copies: key => `按 ${key} 复制为 JSON`,
	what: '输入（JSON）',
	fields: {
		run: '运行单号',
		workflowId: '工作流',
		revisionId: '版本',
		taskId: '任务',
		promptId: 'Prompt ID',
		quoteAmount: '报价',
		freezeStatus: '冻结',
		submissionStatus: '提交',
		runStatus: '运行状态',
		settlementStatus: '结算',
		computeCost: '计算',
		externalModelCost: '外部模型',
		totalCost: '合计',
		finalAmount: '实付',
		releasedAmount: '退款',
		costNotice: '费用说明',
		createdAt: '创建',
		updatedAt: '更新',
		error: '错误',
	},
};
