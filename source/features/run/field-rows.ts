import type {ExecutionFieldName} from '../../core/run-fields.ts';

/**
 * The row of the detail pane that shows each API field; null if the field is shown in another way. A row shows its
 * fields from left to right in the order of this list.
 */
export const rowOf = {
	status: null,
	progressPercent: null,
	queuePosition: null,
	estimatedWaitSec: null,
	completedNodeCount: null,
	totalRunnableNodes: null,
	totalCost: 'cost',
	computeCost: 'cost',
	externalModelCost: 'cost',
	createdAt: 'time',
	startedAt: 'time',
	terminalAt: 'time',
	actualDurationSec: 'time',
	internalStatus: 'state',
	lastEventType: 'state',
	taskId: null,
	workflowId: null,
} as const satisfies Readonly<Record<ExecutionFieldName, 'cost' | 'time' | 'state' | null>>;

export type RowName = NonNullable<(typeof rowOf)[ExecutionFieldName]>;

/** The API fields that have a text in `messages.run.fields`. */
export type LabelledField = {
	[Name in ExecutionFieldName]: (typeof rowOf)[Name] extends null ? never : Name;
}[ExecutionFieldName];
