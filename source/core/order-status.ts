import {knownPhases, type Phase} from './execution.ts';

/**
 * The texts that the API may send as the status of a run, of its submission, or of the hold or settlement of its
 * payment. The API documents only the texts for the status of a run. Users type them too.
 */
const statusTexts = {
	queued: ['queued', '排队中', '排队'],
	running: ['running', '运行中', '执行中'],
	succeeded: ['succeeded', 'completed', '成功', '已成功', '已完成'],
	failed: ['failed', '失败', '已失败'],
	canceled: ['canceled', 'cancelled', '已取消', '取消'],
	frozen: ['frozen', '已冻结', '冻结', '冻结中'],
	released: ['released', '已释放', '已解冻'],
	submitted: ['submitted', '已提交'],
	settled: ['settled', '已结算'],
	pending: ['pending', '待处理', '等待中'],
	unsettled: ['unsettled', '未结算', '待结算'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type OrderStatus = keyof typeof statusTexts;

const byText: ReadonlyMap<string, OrderStatus> = new Map(
	Object.entries(statusTexts).flatMap(([status, texts]) =>
		texts.map(text => [text, status as OrderStatus] as const),
	),
);

export function parseOrderStatus(status: string): OrderStatus | null {
	return byText.get(status.trim().toLowerCase()) ?? null;
}

/** Returns the texts for a phase in both languages; none for `other`. */
export function phaseTexts(phase: Phase): readonly string[] {
	return phase === 'other' ? [] : statusTexts[phase];
}

/**
 * Returns the text by which the API knows the status of a run that a user has typed in Chinese or in capital letters.
 * Any other text stays as it is, because the service may have statuses that this program does not know.
 */
export function typedStatus(typed: string): string {
	const text = typed.trim().toLowerCase();
	const phase = knownPhases.find(name => statusTexts[name].some(each => each === text));
	return phase === undefined ? typed : /^[a-z]+$/.test(text) ? text : phase;
}
