/**
 * The texts that the API may send as the status of a run, of its submission, or of the hold or settlement of its
 * payment. The API documents only the texts for the status of a run.
 */
const words = {
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

export type OrderStatus = keyof typeof words;

const byText: ReadonlyMap<string, OrderStatus> = new Map(
	Object.entries(words).flatMap(([word, texts]) =>
		texts.map(text => [text, word as OrderStatus] as const),
	),
);

export function parseOrderStatus(status: string): OrderStatus | null {
	return byText.get(status.trim().toLowerCase()) ?? null;
}
