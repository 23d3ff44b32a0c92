import {knownPhases, type Phase} from './execution.ts';
import type {Money} from './money/money.ts';
import type {Assets} from './output/asset.ts';
import {fileName, readFileValues} from './output/file-value.ts';
import type {OutputKind} from './output/kinds.ts';
import type {Output} from './output/output.ts';
import type {ApiField, ApiFieldName, FieldsOf} from './run-fields.ts';
import {foreignName, type ForeignText} from './text/sanitize.ts';

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

/** By the texts of the API, in small letters. */
export const orderStatuses: ReadonlyMap<string, OrderStatus> = new Map(
	Object.entries(statusTexts).flatMap(([status, texts]) =>
		texts.map(text => [text, status as OrderStatus] as const),
	),
);

export function parseOrderStatus(status: string): OrderStatus | null {
	return orderStatuses.get(status.trim().toLowerCase()) ?? null;
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

/** The scalar fields of an item of `GET /workflow/run/list`, by their names in this program. */
export const runListFields = {
	id: {api: 'run_order_id', type: 'name'},
	workflowId: {api: 'workflow_id', type: 'name'},
	title: {api: 'title', type: 'prose'},
	status: {api: 'run_status', type: 'name'},
	/** When the run was ordered. The list does not contain the time when it ended. */
	createdAt: {api: 'created_at', type: 'time'},
	revisionId: {api: 'revision_id', type: 'name'},
	quoteAmount: {api: 'quote_amount', type: 'money'},
	finalAmount: {api: 'final_amount', type: 'money', mayBe: 'null'},
} as const satisfies Readonly<Record<string, ApiField>>;

export type RunOrder = Omit<FieldsOf<typeof runListFields>, 'id'> & {
	readonly id: ForeignText;
	readonly phase: Phase;
};

/** A page of the account's run list. The API does not document the order of the items. */
export type RunOrderPage = {
	readonly orders: readonly RunOrder[];
	/** The number of items in the response, including items without an id. */
	readonly count: number;
	/** The number of orders on all pages; null if the response lacks it. */
	readonly total: number | null;
	/** The page size that the service reports. It can be smaller than the requested one. */
	readonly size?: number | null;
};

export type RunListQuery = {
	/** Default, and null: all workflows. */
	readonly workflowId?: string | null;
	/** A status as the service writes it. Default, and null: all statuses. */
	readonly status?: string | null;
	/** The first page is 1. */
	readonly page: number;
	/** Default and maximum: 100. */
	readonly pageSize?: number;
};

/** The scalar fields of `GET /workflow/run/info`, by their names in this program. */
export const orderInfoFields = {
	workflowId: {api: 'workflow_id', type: 'name'},
	revisionId: {api: 'revision_id', type: 'name'},
	quoteAmount: {api: 'quote_amount', type: 'money'},
	/** The currency of all amounts, like `CNY`. */
	currency: {api: 'quote_currency', type: 'name'},
	/** The status of the hold, that is, of reserving the quoted amount until the final charge. */
	freezeStatus: {api: 'freeze_status', type: 'name'},
	submissionStatus: {api: 'submission_status', type: 'name'},
	runStatus: {api: 'run_status', type: 'name'},
	settlementStatus: {api: 'settlement_status', type: 'name'},
	taskId: {api: 'task_id', type: 'name', mayBe: 'null'},
	promptId: {api: 'prompt_id', type: 'name', mayBe: 'null'},
	computeCost: {api: 'compute_cost', type: 'money'},
	externalModelCost: {api: 'external_model_cost', type: 'money'},
	totalCost: {api: 'total_cost', type: 'money'},
	finalAmount: {api: 'final_amount', type: 'money', mayBe: 'null'},
	releasedAmount: {api: 'released_amount', type: 'money', mayBe: 'null'},
	errorCode: {api: 'error_code', type: 'name', mayBe: 'null'},
	errorMessage: {api: 'error_message', type: 'prose', mayBe: 'null'},
	createdAt: {api: 'created_at', type: 'time'},
	updatedAt: {api: 'updated_at', type: 'time'},
} as const satisfies Readonly<Record<string, ApiField>>;

export type OrderInfoFieldName = ApiFieldName<typeof orderInfoFields>;

/** The commercial record of a run: quote, costs, submission and settlement. A field that the response lacks is null. */
export type OrderInfo = FieldsOf<typeof orderInfoFields> & {
	/** The fields of `inputs` in the response, with objects and lists as JSON. */
	readonly inputs: readonly OrderInput[];
	readonly outputs: readonly Output[];
};

const openStatuses: ReadonlySet<OrderStatus | null> = new Set([
	'queued',
	'running',
	'pending',
	'unsettled',
]);

/** Returns `finalAmount`; null before the run has ended and is settled, because the service may report 0 until then. */
export function chargedAmount({
	runStatus,
	settlementStatus,
	finalAmount,
}: Pick<OrderInfo, 'runStatus' | 'settlementStatus' | 'finalAmount'>): Money | null {
	const isOpen = [runStatus, settlementStatus].some(
		status => status !== null && openStatuses.has(parseOrderStatus(status.exact)),
	);
	return isOpen ? null : finalAmount;
}

/**
 * `name`: what the workflow calls the input; missing if it has no name, or if it is not known. `fileName`: what the files are
 * called that the value names; missing for any other value.
 */
export type OrderInput = {
	readonly key: ForeignText;
	readonly value: ForeignText;
	readonly name?: ForeignText;
	readonly fileName?: ForeignText;
};

/** What a workflow calls its inputs, by their keys. */
export type InputNames = ReadonlyMap<string, ForeignText>;

/** Adds the names of a workflow, and those of files. Returns the identical inputs if they have these names. */
export function withInputNames(
	inputs: readonly OrderInput[],
	names: InputNames = new Map(),
	assets: Assets = new Map(),
): readonly OrderInput[] {
	const named = inputs.map(input => {
		const name = names.get(input.key.exact) ?? input.name;
		const file = inputFileName(input, assets);
		return name?.exact === input.name?.exact && file === (input.fileName?.exact ?? null)
			? input
			: {...input, ...(name && {name}), ...(file !== null && {fileName: foreignName(file)})};
	});
	return named.every((input, index) => input === inputs[index]) ? inputs : named;
}

/** Returns what the files in the value of an input are called; null for any other value. Text from outside. */
export function inputFileName(
	{key, value: {exact}}: {readonly key: Exact; readonly value: Exact},
	assets: Assets,
): string | null {
	const names = readFileValues(exact).map(file => fileName(file, assets) ?? key.exact);
	return names.length === 0 ? null : names.join(', ');
}

/** Returns the value of an input as people know it: the names of its files, or else the value itself. */
export function inputValue({value, fileName: file}: OrderInput): ForeignText {
	return file ?? value;
}

/** Returns the ids of the assets in the values of inputs. */
export function inputAssets(inputs: ReadonlyArray<{readonly value: Exact}>): readonly string[] {
	return inputs
		.flatMap(({value}) => readFileValues(value.exact))
		.flatMap(({assetId}) => assetId ?? []);
}

/** Returns the name that users see: that of the workflow, or else the key. */
export function inputName({key, name}: OrderInput): ForeignText {
	return name ?? key;
}

type Exact = Pick<ForeignText, 'exact'>;
type Named = {readonly key: Exact; readonly name?: Exact | undefined};

/**
 * Finds the input that a user calls `name`: its key, its name in the workflow, or the end of its key, as `seed` for
 * `n3_seed` and `3.seed`; in small or capital letters.
 */
export function findInput<Input extends Named>(
	inputs: readonly Input[],
	name: string,
): Input | null {
	const typed = name.toLowerCase();
	const isTyped = (text: Exact | undefined) => text?.exact.toLowerCase() === typed;
	const isEnd = (key: string) => key.endsWith(`.${typed}`) || key.endsWith(`_${typed}`);
	return (
		inputs.find(({key}) => isTyped(key)) ??
		inputs.find(input => isTyped(input.name)) ??
		inputs.find(({key}) => isEnd(key.exact.toLowerCase())) ??
		null
	);
}

/** The fields of `GET /workflow/market/info` that this program needs. */
export type Workflow = {
	readonly title: ForeignText | null;
	/**
	 * Maps the key of an output, like `n9_images`, to its kind. From the response field `candidate_output_manifest`, which
	 * is more reliable than a file extension.
	 */
	readonly outputKinds: ReadonlyMap<string, OutputKind>;
	/** From `display_name` in `editable_parameter_manifest`, without inputs that have none. */
	readonly inputNames: InputNames;
	/** What external models cost in addition, as a sentence; missing or null if there is none. */
	readonly externalCostNotice?: ForeignText | null;
};

export const emptyWorkflow: Workflow = {
	title: null,
	outputKinds: new Map(),
	inputNames: new Map(),
};
