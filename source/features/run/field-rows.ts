import type {ExecutionFieldName} from '../../core/run-fields.ts';

/** The row of each API field, in the row's order. Null: another part of the pane shows the field. */
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

/** The fields with texts in `messages.run.fields`. */
export type LabelledField = {
	[Name in ExecutionFieldName]: (typeof rowOf)[Name] extends null ? never : Name;
}[ExecutionFieldName];
