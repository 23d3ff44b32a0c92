import type {Money} from './money/money.ts';
import type {ForeignText} from './text/sanitize.ts';
import type {Instant} from './time/clock.ts';

/** The types of the fields in API responses. They decide how a field is parsed, written as JSON and shown. */
export type FieldValues = {
	/** An id, a status or another name. */
	readonly name: ForeignText;
	readonly prose: ForeignText;
	/** A number of at least 0. */
	readonly number: number;
	/** A whole number of at least 0. */
	readonly integer: number;
	/** A number from 0 to 100. */
	readonly percent: number;
	readonly money: Money;
	readonly time: Instant;
};

export type FieldType = keyof FieldValues;

export type ApiField = {
	readonly api: string;
	/** The key of the object in the response that contains the field; undefined if the field is at the top level. */
	readonly parent?: string;
	readonly type: FieldType;
	/** `null`: the field is always there, but may be null. `missing`: it may be missing too. */
	readonly mayBe?: 'null' | 'missing' | undefined;
};

/** A field that this program computes. */
type DerivedField = {readonly api?: undefined; readonly type: FieldType};

export type FieldTable = Readonly<Record<string, ApiField | DerivedField>>;

/** The names of those fields in a table that come from the API. The other fields are computed by this program. */
export type ApiFieldName<Table> = {
	[Name in keyof Table]: Table[Name] extends ApiField ? Name : never;
}[keyof Table];

/** The result of parsing a response with a table of fields. A field that is missing or has the wrong type is null. */
export type FieldsOf<Table extends FieldTable> = {
	readonly [Name in ApiFieldName<Table>]: FieldValues[Table[Name]['type']] | null;
};

type RunField = (ApiField | DerivedField) & {
	/** The name of the field in the `run` event of `--json`. Default: its name in the API. */
	readonly json?: string;
	/** The description of the field in the published schemas. */
	readonly doc?: string;
	/** The label before the value in the detail pane. */
	readonly label?: Readonly<Record<'en' | 'zh', string>>;
};

/**
 * The scalar fields of a run in the order of the `run` event of `--json`. The type `Execution`, the parser of
 * `GET /workflow/run/execution`, the event and its schema derive from this table. Fields without `api` are computed.
 */
export const runFields = {
	status: {
		api: 'status',
		type: 'name',
		doc: 'The status as the service writes it: queued, running, succeeded, failed, canceled, or a newer one.',
	},
	progressPercent: {api: 'progress_percent', type: 'percent', mayBe: 'null'},
	queuePosition: {api: 'position', parent: 'queue_info', json: 'queue_position', type: 'number'},
	estimatedWaitSec: {
		api: 'estimated_wait_sec',
		parent: 'queue_info',
		type: 'number',
		mayBe: 'null',
		doc: "The service's estimate of the wait in the queue.",
	},
	completedNodeCount: {api: 'completed_node_count', parent: 'progress_snapshot', type: 'number'},
	totalRunnableNodes: {api: 'total_runnable_nodes', parent: 'progress_snapshot', type: 'number'},
	internalStatus: {
		api: 'internal_status',
		parent: 'progress_snapshot',
		type: 'name',
		doc: "The engine's name for the status.",
	},
	lastEventType: {
		api: 'last_event_type',
		parent: 'progress_snapshot',
		type: 'name',
		mayBe: 'null',
		doc: "The type of the engine's newest event.",
	},
	cancelRequested: {
		api: 'cancel_requested',
		type: 'name',
		mayBe: 'missing',
		doc: 'As the service writes it, such as true.',
		label: {en: 'cancel requested', zh: '已请求取消'},
	},
	actualDurationSec: {
		api: 'actual_execution_duration_sec',
		type: 'number',
		mayBe: 'null',
		doc: 'Seconds, exactly as the service reports them.',
		label: {en: 'execution', zh: '执行'},
	},
	etaSec: {
		json: 'eta_sec',
		type: 'integer',
		doc: 'Seconds until the end of the run, estimated by chenyu-top; null while the run is stalled or has taken longer than every earlier run of its workflow.',
	},
	stalledSince: {
		json: 'stalled_since',
		type: 'time',
		doc: 'The time of the last step, while the run is idle for far longer than usual for its workflow.',
	},
	lateSince: {
		json: 'late_since',
		type: 'time',
		doc: 'Since when the run has taken far longer than the earlier runs of its workflow (at least five).',
	},
	computeCost: {api: 'compute_cost', type: 'money', label: {en: 'compute', zh: '计算'}},
	externalModelCost: {
		api: 'external_model_cost',
		type: 'money',
		label: {en: 'external', zh: '外部'},
	},
	totalCost: {api: 'total_cost', type: 'money'},
	createdAt: {api: 'created_at', type: 'time', mayBe: 'null', label: {en: 'created', zh: '创建'}},
	startedAt: {api: 'started_at', type: 'time', mayBe: 'null', label: {en: 'started', zh: '开始'}},
	terminalAt: {api: 'terminal_at', type: 'time', mayBe: 'null', label: {en: 'ended', zh: '结束'}},
	taskId: {api: 'task_id', type: 'name'},
	workflowId: {api: 'workflow_id', type: 'name'},
	title: {json: 'title', type: 'prose', doc: 'Of the workflow.'},
} as const satisfies Readonly<Record<string, RunField>>;

export type RunFields = typeof runFields;
export type RunFieldName = keyof RunFields;

export type ExecutionFieldName = ApiFieldName<RunFields>;
export type ExecutionFields = FieldsOf<RunFields>;

export const runFieldEntries = Object.entries(runFields).map(
	([name, field]: [string, RunField]) => ({
		name: name as RunFieldName,
		json: field.json ?? field.api ?? name,
		type: field.type,
		doc: field.doc,
	}),
);
