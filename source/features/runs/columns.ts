import {elapsedMs, isFinalPhase} from '../../core/execution.ts';
import {forecast, likelySeconds} from '../../core/forecast/forecast.ts';
import type {StoredValue} from '../../core/history.ts';
import type {ListedRun} from '../../core/listed-run.ts';
import {lastNode} from '../../core/log/node-event.ts';
import type {FieldType, FieldValues} from '../../core/run-fields.ts';
import {findInput, inputAssets, inputValue, type OrderInput} from '../../core/run-order.ts';
import {phasesByUrgency} from '../../core/run-state.ts';
import {isNoLongerPolled} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import type {Instant} from '../../core/time/clock.ts';
import type {Language} from '../../i18n/messages.ts';
import type {ColumnWidth} from '../../ui/widgets/table-layout.ts';

/** `runs`: the run list of the screen. `ls`: the command. */
type ListName = 'runs' | 'ls';

/** A request that tells more about a run: for its order, its execution, its workflow, or the assets among its inputs. */
export type DetailSource = 'order' | 'execution' | 'workflow' | 'assets';

type ColumnOf<Type extends FieldType> = {
	readonly title: Readonly<Record<Language, string>>;
	readonly type: Type;
	/** The name in JSON and CSV. */
	readonly json: string;
	/** The name in `ls` and in filters. Default: the id. */
	readonly name?: string;
	/** The lists that can have the column. Default: all. A list leaves out a column without any value. */
	readonly lists?: readonly ListName[];
	/** In cells, or computed from the width of the run list. Default: up to 24, or 16 for no text. */
	readonly width?: ColumnWidth | ((listWidth: number) => ColumnWidth);
	/** A list that is too narrow leaves out the columns with the lowest priority. */
	readonly priority: number;
	readonly value: (run: ListedRun, now: Instant) => FieldValues[Type] | null;
	/** Which requests may tell the value of a run that is neither in the run list nor in the history. Default: none. */
	readonly sources?: (run: ListedRun) => readonly DetailSource[];
	/** The value by which the run list sorts; false if it cannot. Default: `value`. Unknown values are last. */
	readonly sort?: false | ((run: ListedRun) => number);
	/** Whether filters have a term for the column, like `cost:>0.5`. `words`: words without a term search it too. */
	readonly term?: 'own' | 'words';
	/** The stored value that the term of this column compares in the history. Default: the history has no such term. */
	readonly stored?: StoredValue;
};

/** A column of the lists of runs. Its type decides the alignment, the form of its values and how they are compared. */
export type RunColumn = {readonly [Type in FieldType]: ColumnOf<Type>}[FieldType];

export type NamedColumn = RunColumn & {readonly id: string};

/** The minimum width, in cells, of a run list with a header row and with columns for the state and the costs. */
export const minWideListCells = 76;

/** The order tells costs and the end, unless it was already requested after the end. */
function orderOfEnded({phase, inputs, endedAt, totalCost}: ListedRun): readonly DetailSource[] {
	const isKnown = inputs !== null && (endedAt !== null || totalCost !== null);
	return hasEnded(phase) && !isKnown ? ['order'] : [];
}

function executionOfEnded({phase, wasWatched}: ListedRun): readonly DetailSource[] {
	return hasEnded(phase) && !wasWatched ? ['execution'] : [];
}

/** The order has the inputs, the workflow their names, and assets the names of files. */
export function inputSources({inputs}: ListedRun): readonly DetailSource[] {
	return inputs === null ? ['order', 'workflow'] : ['workflow', ...assetSources(inputs)];
}

export function assetSources(inputs: readonly OrderInput[]): readonly DetailSource[] {
	return inputAssets(inputs).length === 0 ? [] : ['assets'];
}

function hasEnded(phase: ListedRun['phase']): boolean {
	return phase !== 'waiting' && isFinalPhase(phase);
}

const upTo = (max: number) => ({min: 0, max});

/**
 * The columns of all lists of runs by the ids that users type, in the order of a wide list. A cell shows the value in the
 * form of its type, unless `cells.ts` has another text for it.
 */
const columns = {
	id: {
		title: {en: 'ID', zh: '单号'},
		type: 'name',
		json: 'run_order_id',
		width: width => ({min: 4, max: Math.floor(width / 3)}),
		// The ids of the run list are so short that they stay beside the shortest title.
		priority: 105,
		value: ({id}) => id,
		sort: false,
		term: 'words',
		stored: 'searched',
	},
	title: {
		title: {en: 'TITLE', zh: '标题'},
		type: 'prose',
		json: 'title',
		width: width => ({
			min: Math.max(2, Math.min(24, Math.floor(width / 3))),
			...(width < minWideListCells ? {} : {max: Math.floor(width * 0.45)}),
			weight: 1,
		}),
		priority: 100,
		value: ({title}) => title,
		sources: () => ['workflow'],
		term: 'words',
		stored: 'searched',
	},
	label: {
		title: {en: 'LABEL', zh: '标签'},
		type: 'prose',
		json: 'label',
		lists: ['ls'],
		priority: 30,
		value: ({label}) => label,
		term: 'words',
		stored: 'searched',
	},
	revision: {
		title: {en: 'REVISION', zh: '版本'},
		type: 'name',
		json: 'revision_id',
		lists: ['ls'],
		priority: 10,
		value: ({revisionId}) => revisionId,
	},
	state: {
		title: {en: 'STATE', zh: '状态'},
		type: 'name',
		json: 'status',
		name: 'status',
		width: upTo(14),
		priority: 110,
		value: ({status}) => status,
		sort: ({phase}) => phasesByUrgency.indexOf(phase),
		term: 'words',
		stored: 'phase',
	},
	progress: {
		title: {en: 'PROGRESS', zh: '进度'},
		type: 'percent',
		json: 'progress_percent',
		lists: ['runs'],
		width: width => upTo(Math.floor(width / 2)),
		priority: 80,
		value: ({run}) => run?.execution?.progressPercent ?? null,
		term: 'own',
	},
	node: {
		title: {en: 'NODE / REASON', zh: '节点或原因'},
		type: 'name',
		json: 'node_id',
		lists: ['runs'],
		width: upTo(32),
		priority: 55,
		value: ({run}) => (run === null ? null : (lastNode(run.log)?.node ?? null)),
		sort: false,
		term: 'words',
	},
	eta: {
		title: {en: 'TIME', zh: '时间'},
		type: 'number',
		json: 'eta_sec',
		lists: ['runs'],
		priority: 70,
		// Ended runs have no remaining time, so they are last, like runs without a forecast.
		value: ({run}, now) =>
			run === null || isNoLongerPolled(run) ? null : likelySeconds(forecast(run, now)),
	},
	elapsed: {
		title: {en: 'ELAPSED', zh: '用时'},
		type: 'number',
		json: 'actual_execution_duration_sec',
		priority: 65,
		value({run, seconds}, now) {
			const elapsed = run === null ? null : elapsedMs(run.execution, now);
			return elapsed === null ? seconds : elapsed / 1000;
		},
		sources: executionOfEnded,
	},
	quote: {
		title: {en: 'QUOTE', zh: '报价'},
		type: 'money',
		json: 'quote_amount',
		lists: ['ls'],
		priority: 30,
		value: ({quoteAmount}) => quoteAmount,
	},
	cost: {
		title: {en: 'COST', zh: '费用'},
		type: 'money',
		json: 'final_amount',
		priority: 60,
		value: ({cost}) => cost,
		sources: orderOfEnded,
		term: 'own',
		stored: 'cost',
	},
	created: {
		title: {en: 'CREATED', zh: '创建'},
		type: 'time',
		json: 'created_at',
		priority: 40,
		value: ({createdAt}) => createdAt,
		term: 'own',
		stored: 'created_at',
	},
	ended: {
		title: {en: 'ENDED', zh: '结束'},
		type: 'time',
		json: 'terminal_at',
		priority: 45,
		value: ({endedAt}) => endedAt,
		sources: orderOfEnded,
		term: 'own',
		stored: 'at',
	},
	workflow: {
		title: {en: 'WORKFLOW', zh: '工作流'},
		type: 'name',
		json: 'workflow_id',
		priority: 20,
		value: ({workflowId}) => workflowId,
		term: 'words',
		stored: 'workflow_id',
	},
	total: {
		title: {en: 'TOTAL', zh: '总费用'},
		type: 'money',
		json: 'total_cost',
		lists: ['ls'],
		priority: 30,
		value: ({totalCost}) => totalCost,
		sources: orderOfEnded,
	},
	started: {
		title: {en: 'STARTED', zh: '开始'},
		type: 'time',
		json: 'started_at',
		lists: ['ls'],
		priority: 30,
		value: ({startedAt}) => startedAt,
		sources: executionOfEnded,
	},
	error: {
		title: {en: 'ERROR', zh: '错误'},
		type: 'prose',
		json: 'reason',
		lists: ['ls'],
		priority: 35,
		value: ({reason}) => reason,
		sources: run => (run.phase === 'failed' ? orderOfEnded(run) : []),
		term: 'words',
		stored: 'searched',
	},
} satisfies Readonly<Record<string, RunColumn>>;

export type ColumnId = keyof typeof columns;

export const runColumns: ReadonlyMap<string, RunColumn> = new Map(Object.entries(columns));

function columnIdsOf(list: ListName): readonly string[] {
	return [...runColumns].flatMap(([id, {lists = [list]}]) => (lists.includes(list) ? [id] : []));
}

/** The columns of the run list. */
export const columnIds = columnIdsOf('runs');

/** The columns of `ls`. */
export const printedColumns: readonly NamedColumn[] = columnIdsOf('ls').map(id => ({
	id,
	...columnOf(id),
}));

/** The names by which users choose columns of `ls`. */
export const printedColumnNames: readonly string[] = printedColumns.map(({id, name = id}) => name);

/** Matches the name of a column of the run list. */
export const columnName = new RegExp(`^(?:${columnIds.join('|')}|input\\..+)$`);

/** Returns the key of a column `input.KEY`. */
export function inputKey(id: string): string {
	return id.replace(/^input\./, '');
}

/** Returns the column with this id: one of the table, or `input.KEY`. */
export function columnOf(id: string): RunColumn {
	return runColumns.get(id) ?? inputColumn(id, cleanName(inputKey(id)));
}

/** Finds a column of `ls` by the name that users type, or by its name in JSON. */
export function findPrintedColumn(typed: string): NamedColumn | null {
	return (
		printedColumns.find(({id, name = id, json}) => typed === name || typed === json) ??
		(/^input\../.test(typed) ? {id: typed, ...inputColumn(typed, typed)} : null)
	);
}

function inputColumn(id: string, title: string): RunColumn {
	return {
		title: {en: title, zh: title},
		type: 'prose',
		json: id,
		width: upTo(32),
		priority: 50,
		value({inputs}) {
			const input = findInput(inputs ?? [], inputKey(id));
			return input && {...input.value, safe: inputValue(input).safe};
		},
		sources: inputSources,
		sort: false,
	};
}

/** Returns the requests that may tell the value of a column, if it is unknown. A known file may still lack its name. */
export function missingSources(column: RunColumn, run: ListedRun): readonly DetailSource[] {
	const isKnown = column.value(run, 0) !== null;
	return (column.sources?.(run) ?? []).filter(source => !isKnown || source === 'assets');
}

export function isTextColumn({type}: Pick<RunColumn, 'type'>): boolean {
	return type === 'name' || type === 'prose';
}
