import type {AdviceKind} from '../../core/failure-card.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';

declare module '../../i18n/messages.ts' {
	interface Messages {
		failure: typeof failureEn;
	}
}

type Advice = Readonly<Record<AdviceKind, readonly [string, string]>>;

/** Two sentences of at most 72 cells for each kind of failure: the most likely remedy, short, then more. */
const adviceEn = (key: KeyOf): Advice => ({
	memory: [
		'Try a smaller image, batch or tile size.',
		'Or use a lighter model (fp8, tiled VAE). Retrying unchanged may work.',
	],
	content: [
		'Change the prompt or the input picture.',
		'The service refused the content; retrying unchanged will fail.',
	],
	money: [
		`Top up the balance (${key('money')}), then submit the run again.`,
		`The order shows the amount held for this run (${key('order')}).`,
	],
	limit: [
		'Wait a while: a rate or quota limit was reached.',
		'Submit fewer runs at once, or request a higher limit.',
	],
	task: [
		`Check the id, or poll again (${key('poll-now')}).`,
		'A new run is known after a few seconds. Old runs are deleted.',
	],
	missing: [
		'Check the name of the node or model that is missing.',
		'Have it installed, or publish a revision of the workflow without it.',
	],
	file: [
		'Check that the link of the input file still works.',
		'Use a common format (PNG, JPEG, MP4, WAV) and submit the run again.',
	],
	input: [
		`Check the inputs (${key('order')}): one is invalid.`,
		'The error names the node and field; retrying unchanged will fail.',
	],
	timeout: [
		'Use fewer steps, a smaller size or batch.',
		'If other runs are slow as well, try again later.',
	],
	service: [
		'Submit the run again: the engine failed, not your workflow.',
		'If it fails again, send this card to the support of the service.',
	],
	interrupted: [
		'Submit it again if that was not intended.',
		'The run was stopped on request. Its outputs so far may be kept.',
	],
	unknown: [
		'Submit the run again, or see the error of the node.',
		'If it fails again, send this card to the support of the service.',
	],
});

const adviceZh = (key: KeyOf): Advice => ({
	memory: [
		'请减小画面尺寸、批量或分块大小。',
		'也可换用更轻的模型（fp8、分块 VAE）；原样重试也可能成功。',
	],
	content: ['请修改提示词或输入图片。', '服务拒绝了请求的内容或生成的内容；原样重试仍会失败。'],
	money: [
		`请充值（按 ${key('money')} 查看余额）后重新提交。`,
		`此运行冻结的金额见其订单（按 ${key('order')}）。`,
	],
	limit: ['请稍后再试：已达到频率或配额限制。', '请减少并发提交的运行，或申请更高的限额。'],
	task: [
		`请核对运行单号，或按 ${key('poll-now')} 重新查询。`,
		'刚提交时可能需要几秒；结束很久后记录会被清除。',
	],
	missing: ['请核对缺失的节点或模型文件的名称。', '请让服务方安装它，或发布不含它的工作流版本。'],
	file: ['请检查输入文件的链接是否仍然有效。', '请使用常见格式（PNG、JPEG、MP4、WAV）后重新提交。'],
	input: [
		`请核对输入（按 ${key('order')}）：其中一项无效。`,
		'错误信息指明了节点和字段；原样重试仍会失败。',
	],
	timeout: ['请减少步数、尺寸或批量。', '如果其他运行也很慢，请稍后再试。'],
	service: [
		'请重新提交：是引擎自身出错，与工作流无关。',
		'如果一直如此，请把此卡片发给服务方客服。',
	],
	interrupted: ['如非本意，请重新提交。', '此运行是应要求停止的；此前的输出可能仍保留。'],
	unknown: ['可以再提交一次，或查看出错节点的错误信息。', '若仍失败，请把此卡片发给服务方客服。'],
});

export const failureEn = {
	titles: {
		failed: 'Why it failed',
		canceled: 'Canceled',
		'unknown-run': 'Not known to the engine',
	},
	fields: {
		code: 'code',
		node: 'node',
		first: 'first error',
		cost: 'cost',
		time: 'time',
		run: 'run',
		title: 'title',
		workflow: 'workflow',
		task: 'task',
	},
	noReason: 'The service gave no reason.',
	activeFor: (time: string) => `for ${time}`,
	ran: (time: string) => `ran ${time}`,
	endedAt: (time: string) => `ended ${time}`,
	advice: 'What to try',
	try: (advice: AdviceKind, key: KeyOf): readonly [string, string] => adviceEn(key)[advice],
	compare: (key: string) =>
		`${key} compares with the last success of the workflow, if there is one.`,
	before: (entries: number, hasError: boolean) =>
		`Entries ${hasError ? 'before the error' : 'at the end'}: ${numbersEn.count(entries)}`,
	what: 'the failure card',
	statusCode: (code: number) => `status ${code}`,
};

export const failureZh: typeof failureEn = {
	titles: {failed: '失败原因', canceled: '已取消', 'unknown-run': '引擎中查不到此运行'},
	fields: {
		code: '代码',
		node: '节点',
		first: '首个错误',
		cost: '费用',
		time: '时间',
		run: '运行',
		title: '标题',
		workflow: '工作流',
		task: '任务',
	},
	noReason: '服务没有给出原因。',
	activeFor: time => `用时 ${time}`,
	ran: time => `运行 ${time}`,
	endedAt: time => `结束于 ${time}`,
	advice: '可以尝试',
	try: (advice, key) => adviceZh(key)[advice],
	compare: key => `按 ${key} 与此工作流最近一次成功的运行（如有）对比。`,
	before: (entries, hasError) =>
		`${hasError ? '错误之前' : '最后'}的日志：${numbersZh.count(entries)} 条`,
	what: '失败卡片',
	statusCode: code => `状态码 ${code}`,
};
