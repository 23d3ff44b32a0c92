import type {ExecutionFieldName} from '../../core/run-fields.ts';

/** The row that shows each API field, from left to right in this order; null if the field is shown in another way. */
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
