import {elapsedMs, executionCost} from './execution.ts';
import type {LogEntry} from './log/log-entry.ts';
import {nodeEventKind} from './log/node-event.ts';
import {nodesOf, type NodeBar} from './log/node-timeline.ts';
import {entryAt, errorIndices, logLength} from './log/run-log.ts';
import {isNextStep} from './log/steps.ts';
import {memoizeByObject} from './memoize.ts';
import type {RunError} from './problem.ts';
import type {Run} from './run.ts';
import {foreignName, foreignProse, type ForeignText} from './text/sanitize.ts';
import {withoutQueries} from './text/without-secrets.ts';

const maxEntriesBefore = 10;
/** Maximum number of log entries from which these are taken, since the steps of a node count as one. */
const maxStepsBefore = 200;

/** What to try after an end that says its cause itself. */
const adviceByEnd = {canceled: 'interrupted', 'unknown-run': 'task'} as const;

export type FailureCard = Readonly<ReturnType<typeof makeCard>>;

/** Returns the failure card of a run that failed, was canceled or is unknown to the engine; null for any other run. */
export const failureCard = memoizeByObject((run: Run): FailureCard | null => {
	const kind = kindOf(run);
	return kind === null ? null : makeCard(run, kind);
});

function kindOf({execution, polling}: Run): 'failed' | 'canceled' | 'unknown-run' | null {
	const phase = execution?.phase;

	if (phase === 'failed' || phase === 'canceled') {
		return phase;
	}

	return polling.gaveUp === 'unknown-run' ? 'unknown-run' : null;
}

function makeCard(run: Run, kind: NonNullable<ReturnType<typeof kindOf>>) {
	const {execution, polling, log} = run;
	const ending = endingIndex(run);
	const index = errorIndices(log)[0] ?? ending;
	const first = index === null ? null : (entryAt(log, index) ?? null);
	const error =
		execution?.error ?? (kind === 'unknown-run' ? (polling.problem?.engineError ?? null) : null);
	return {
		kind,
		run: {id: run.id, safeId: run.safeId, title: run.title},
		/** Empty if they are not known. */
		inputs: run.inputs ?? [],
		workflowId: execution?.workflowId ?? null,
		taskId: execution?.taskId ?? null,
		error,
		/** The first error in the log, or else the entry in which the engine reports that the run failed or was interrupted. */
		first,
		node: failedNode(run, [first, ending === null ? undefined : entryAt(log, ending)]),
		/** The entries before `first`, or the last ones of the log if `first` is null. Null is a gap in the log. */
		before: entriesUpTo(run, index ?? logLength(log)),
		cost: executionCost(execution),
		duration: execution === null ? null : elapsedMs(execution, execution.terminalAt ?? 0),
		endedAt: execution?.terminalAt ?? null,
		advice: kind === 'failed' ? adviceFor(error, first?.message.exact) : adviceByEnd[kind],
	};
}

/** Returns the index of the log entry in which the engine reports that the run failed or was interrupted. */
function endingIndex({log}: Run): number | null {
	const place = log.entries.findLastIndex(entry =>
		['failed', 'interrupted'].includes(nodeEventKind(entry)),
	);
	return place === -1 ? null : log.leftOut + place;
}

/** Returns the node that the first of these entries names, or else the one that ran last; null if the log names none. */
function failedNode(run: Run, entries: ReadonlyArray<LogEntry | null | undefined>) {
	const {bars} = nodesOf(run);
	const named = entries.map(entry => entry?.nodeId?.exact).find(id => id !== undefined);
	const endOf = ({times}: NodeBar) => times.at(-1)?.to ?? 0;
	const bar =
		named === undefined
			? bars
					.filter(({state}) => state !== 'cached')
					.toSorted((a, b) => endOf(a) - endOf(b))
					.at(-1)
			: bars.find(({id}) => id === named);

	if (bar === undefined) {
		return null;
	}

	const {id, caption, time, isExact} = bar;
	return {node: foreignName(id), caption, activeMs: isExact ? time : null};
}

/** Returns the last entries before `end`. Of the steps of a node, returns only the newest, as in the log. */
function entriesUpTo({log}: Run, end: number): readonly (LogEntry | null)[] {
	const {entries, leftOut, gaps} = log;
	const start = Math.max(leftOut, end - maxStepsBefore);
	const found = entries.slice(start - leftOut, end - leftOut);
	return found
		.flatMap((entry, offset) => {
			const next = found[offset + 1];
			const isFolded =
				next !== undefined && !gaps.includes(start + offset + 1) && isNextStep(entry, next);
			return [...(gaps.includes(start + offset) ? [null] : []), ...(isFolded ? [] : [entry])];
		})
		.slice(-maxEntriesBefore);
}

type Rule = {
	readonly codes?: RegExp;
	readonly statuses?: readonly number[];
	readonly text?: RegExp;
};

const maxText = 4000;

/**
 * The rules that find the kind of a failure, the most certain kinds first. The service does not document its error
 * codes, and the most common code, `NODE_EXECUTION_FAILED`, does not name a cause. So the rules also check texts.
 */
const rules = {
	memory: {
		codes: /OUT_?OF_?MEMORY|\bOOM\b/,
		text: /out of memory|outofmemory|\boom\b|cannot allocate memory|内存不足|显存不足|爆显存/,
	},
	content: {
		codes: /MODERATION|CONTENT_(?:POLICY|FILTER|BLOCK|REJECT)|SENSITIVE|NSFW|UNSAFE/,
		text: /content policy|moderation|safety (?:system|checker|filter)|nsfw|sensitive (?:content|word)|违规|敏感|内容(?:安全|审核)|审核(?:未|不)通过/,
	},
	money: {
		codes: /BALANCE|INSUFFICIENT_(?:FUNDS|CREDIT)|PAYMENT/,
		statuses: [402],
		text: /insufficient (?:balance|funds|credit)|余额不足|欠费/,
	},
	limit: {
		codes: /RATE_LIMIT|TOO_MANY|QUOTA/,
		statuses: [429],
		text: /rate limit|too many requests|quota exceeded|频率限制|请求过于频繁/,
	},
	task: {codes: /TASK_NOT_FOUND/, text: /task not found|任务不存在/},
	missing: {
		codes: /(?:NODE_(?:TYPE_)?|MODEL_)(?:NOT_FOUND|MISSING|UNKNOWN)|UNKNOWN_NODE/,
		text: /node .{0,80}does not exist|unknown node|missing node type|no node class|invalid_prompt.{0,80}class_type|(?:ckpt_name|lora_name|vae_name|unet_name|control_net_name|model_name).{0,80}not in|\.(?:safetensors|ckpt|gguf|pth?)\b.{0,80}(?:not found|no such file|does not exist)|(?:not found|no such file|does not exist).{0,120}\.(?:safetensors|ckpt|gguf|pth?)\b|(?:model|checkpoint|lora|vae) .{0,80}(?:not found|missing)|(?:节点|模型).{0,20}(?:不存在|找不到|缺失)/,
	},
	file: {
		text: /cannot identify image|unidentifiedimage|invalid (?:image|video|audio) file|(?:failed|unable) to (?:load|open|read|download) .{0,40}(?:image|video|audio|file)|no such file or directory|文件.{0,20}(?:不存在|损坏|无法读取)|图片.{0,20}(?:无法|损坏)/,
	},
	input: {
		codes: /INVALID|VALIDATION|BAD_REQUEST|PARAM/,
		statuses: [400, 422],
		text: /validation|required input|value not in list|not in list|invalid (?:input|value|argument|parameter|prompt)|out of range|shapes? .{0,60}(?:mismatch|cannot be multiplied)|size mismatch|参数(?:错误|无效|不合法)|校验失败/,
	},
	timeout: {
		codes: /TIME_?OUT|DEADLINE/,
		statuses: [408, 504],
		text: /timed? ?out|deadline exceeded|超时/,
	},
	service: {
		codes: /UNAVAILABLE|WORKER|DISCONNECT|INTERNAL|GATEWAY/,
		statuses: [502, 503],
		text: /service unavailable|connection (?:refused|reset|closed)|worker (?:lost|died|crashed|restarted)|disconnected|服务(?:不可用|异常)/,
	},
	interrupted: {
		codes: /INTERRUPT|CANCEL/,
		text: /interrupted|cancell?ed|已取消|中断/,
	},
} as const satisfies Readonly<Record<string, Rule>>;

export type AdviceKind = keyof typeof rules | 'unknown';

const rulesByKind = Object.entries(rules) as ReadonlyArray<readonly [AdviceKind, Rule]>;

export const adviceKinds: readonly AdviceKind[] = [...rulesByKind.map(([kind]) => kind), 'unknown'];

/**
 * Rules that match the error code or a text take precedence over rules that match only the HTTP status. `message`: of the
 * first error in the log.
 */
export function adviceFor(error: RunError | null, message = ''): AdviceKind {
	const code = (error?.engineCode?.exact ?? '').slice(0, maxText).toUpperCase();
	const text = [error?.reason?.exact, error?.detail?.exact, message]
		.map(part => (part ?? '').slice(0, maxText))
		.join('\n')
		.toLowerCase();
	const status = error?.statusCode ?? null;
	const found =
		rulesByKind.find(
			([, {codes, text: words}]) => codes?.test(code) === true || words?.test(text) === true,
		) ??
		rulesByKind.find(([, {statuses}]) => status !== null && statuses?.includes(status) === true);
	return found?.[0] ?? 'unknown';
}

/**
 * Returns the text of an error that says the most: its reason if that names a cause, unlike "Node failed.", else the first
 * line of the detail, or the last one of a Python traceback. Addresses lose their queries, which may be signatures.
 */
export function errorLine(error: RunError): ForeignText | null {
	const {reason, detail} = error;
	const lines = detail?.exact.split(/[\r\n]+/).filter(line => line.trim() !== '') ?? [];
	const line = lines.at(lines[0]?.startsWith('Traceback') === true ? -1 : 0)?.trim();
	const onlyReason = {...error, detail: null, engineCode: null, statusCode: null};
	const isVague = adviceFor(onlyReason) === 'unknown';
	const text = isVague ? (line ?? reason?.exact) : reason?.exact;
	return text === undefined ? null : foreignProse(withoutQueries(text));
}
