import type {AdviceKind} from './advice.ts';
import type {FailureCard} from './failure-card.ts';
import type {KeyOf} from '../../store/keys/key-of.ts';
import type {FailureField} from './select.ts';
import {numbersEn, numbersZh} from '../../i18n/numbers.ts';

type Advice = Readonly<Record<AdviceKind, readonly [string, string]>>;

/** What to try, in two sentences of at most 72 cells each: the likeliest remedy, and what else. */
const adviceEn = (key: KeyOf): Advice => ({
	memory: [
		'The GPU had too little memory: try a smaller size, batch or tile count.',
		'Or a lighter model (fp8, tiled VAE). The same run again may go well.',
	],
	content: [
		'The service refused what the run was asked for, or what it made.',
		'Change the prompt or the input picture; the same again fails the same.',
	],
	money: [
		'The balance did not suffice. Top it up, then submit the run again.',
		`What was held for this run is shown in its order (${key('order')}).`,
	],
	limit: [
		'A limit on how often something may be asked was reached: wait a while.',
		'Submit fewer runs at once, or ask for a higher limit.',
	],
	task: [
		`The engine does not know this run: check the id, ask again (${key('poll-now')}).`,
		'Just after submitting it takes seconds; long after the end it is gone.',
	],
	'node-missing': [
		'A node of the workflow is not installed on the engine.',
		'Publish a revision of the workflow without it, or have it installed.',
	],
	model: [
		'A model file that the workflow names is not there: check its exact name.',
		'Upload it, or choose one that the engine has.',
	],
	file: [
		'An input file could not be read: check that its link still works.',
		'Use a usual format (PNG, JPEG, MP4, WAV) and submit it again.',
	],
	input: [
		`The engine found an input invalid: see those in the order (${key('order')}).`,
		'The error names the node and field; the same inputs fail again.',
	],
	timeout: [
		'It took longer than it may: use fewer steps, a smaller size, less batch.',
		'If other runs are slow as well, try again later.',
	],
	service: [
		'The engine itself had trouble, not your workflow: submit it again.',
		'If it stays so, send this card to the support of the service.',
	],
	interrupted: [
		'The run was stopped on request. What was made until then may be kept.',
		'Submit it again if that was not intended.',
	],
	unknown: [
		'This kind of failure is not known: the node and the error tell most.',
		'Submit it once more; if it fails alike, send this card to the support.',
	],
});

const adviceZh = (key: KeyOf): Advice => ({
	memory: [
		'显存不足：请减小尺寸、批量或分块数量。',
		'也可换用更轻的模型（fp8、分块 VAE）；原样重试也可能成功。',
	],
	content: ['服务拒绝了请求的内容或生成的内容。', '请修改提示词或输入图片；原样重试仍会失败。'],
	money: ['余额不足：请充值后重新提交。', `此运行冻结的金额见其订单（按 ${key('order')}）。`],
	limit: ['达到频率或配额限制：请稍后再试。', '请减少同时提交的运行，或申请更高的限额。'],
	task: [
		`引擎不认识此运行：请核对运行单号，按 ${key('poll-now')} 再查。`,
		'刚提交时可能需要几秒；结束很久后记录会被清除。',
	],
	'node-missing': [
		'引擎没有安装工作流中的某个节点。',
		'请发布不含该节点的工作流版本，或请服务方安装该节点。',
	],
	model: ['工作流指定的模型文件不存在：请核对文件名。', '请上传该模型，或选用引擎已有的模型。'],
	file: [
		'无法读取输入文件：请检查其链接是否仍然有效。',
		'请使用常见格式（PNG、JPEG、MP4、WAV）后重新提交。',
	],
	input: [
		`引擎认为某个输入无效：请在订单（按 ${key('order')}）中核对输入。`,
		'错误信息指明了节点和字段；原样重试仍会失败。',
	],
	timeout: ['运行超时：请减少步数、尺寸或批量。', '如果其他运行也很慢，请稍后再试。'],
	service: [
		'是引擎自身出错，与工作流无关：请重新提交。',
		'如果一直如此，请把此卡片发给服务方客服。',
	],
	interrupted: ['此运行是按要求停止的；此前的产出可能仍保留。', '如非本意，请重新提交。'],
	unknown: [
		'无法识别此类失败：请看出错的节点和错误信息。',
		'可再提交一次；若仍同样失败，请把此卡片发给服务方客服。',
	],
});

/** The card that tells why a run failed, on the screen and as Markdown. Amounts and times come in as they are shown. */
export const failureEn = {
	titles: {
		failed: 'Why it failed',
		canceled: 'Canceled',
		'unknown-run': 'Not known to the engine',
	} satisfies Record<FailureCard['kind'], string> as Readonly<Record<FailureCard['kind'], string>>,
	fields: {
		reason: 'reason',
		detail: 'detail',
		code: 'code',
		node: 'node',
		first: 'first error',
		cost: 'cost',
		time: 'time',
		run: 'run',
	} satisfies Record<FailureField, string> as Readonly<Record<FailureField, string>>,
	workflow: 'workflow',
	task: 'task',
	ended: 'ended',
	noReason: 'The service gave no reason.',
	noReasonCanceled: 'Somebody canceled it; the service says no more.',
	unknown: 'not known',
	after: (time: string) => `after ${time} in this node`,
	ran: (time: string) => `ran ${time}`,
	endedAt: (time: string) => `ended ${time}`,
	advice: 'What to try',
	try: (advice: AdviceKind, key: KeyOf): readonly [string, string] => adviceEn(key)[advice],
	before: (entries: number) =>
		entries === 1 ? 'The entry before it' : `The ${numbersEn.count(entries)} entries before it`,
	nothingBefore: 'Nothing was logged before it',
	/** Where the log has no error: its last entries. */
	last: (entries: number) =>
		entries === 1 ? 'The last entry' : `The last ${numbersEn.count(entries)} entries`,
	gap: 'entries are missing here',
	what: 'the failure card',
	/** In the detail, behind the advice; the key comes in as it is bound. */
	more: (card: string) => `${card} tells more`,
};

export const failureZh: typeof failureEn = {
	titles: {failed: '失败原因', canceled: '已取消', 'unknown-run': '引擎不认识此运行'},
	fields: {
		reason: '原因',
		detail: '详情',
		code: '代码',
		node: '节点',
		first: '首个错误',
		cost: '费用',
		time: '时间',
		run: '运行',
	},
	workflow: '工作流',
	task: '任务',
	ended: '结束',
	noReason: '服务没有给出原因。',
	noReasonCanceled: '已被取消，服务没有说明更多。',
	unknown: '未知',
	after: time => `进入此节点 ${time} 后`,
	ran: time => `运行 ${time}`,
	endedAt: time => `结束于 ${time}`,
	advice: '可以尝试',
	try: (advice, key) => adviceZh(key)[advice],
	before: entries => `此前的 ${numbersZh.count(entries)} 条日志`,
	nothingBefore: '此前没有日志',
	last: entries => `最后 ${numbersZh.count(entries)} 条日志`,
	gap: '此处缺少若干条目',
	what: '失败卡片',
	more: card => `按 ${card} 查看更多`,
};
