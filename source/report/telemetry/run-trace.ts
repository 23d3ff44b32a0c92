import {hash} from 'node:crypto';
import {ROOT_CONTEXT, SpanStatusCode, trace, type Span, type Tracer} from '@opentelemetry/api';
import type {IdGenerator} from '@opentelemetry/sdk-trace';
import {executionCost} from '../../core/execution.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {entryAt, type LogSnapshot} from '../../core/log/log-store.ts';
import {nodeEventKind, nodeName} from '../../core/log/node-event.ts';
import type {Run, RunOrderId} from '../../core/run.ts';
import {cleanName} from '../../core/text/sanitize.ts';
import {withoutSecrets} from '../../core/text/without-secrets.ts';
import type {Instant} from '../../core/time/clock.ts';
import {yieldToEventLoop} from '../../core/time/yield-to-event-loop.ts';
import {emptyTracker, timelineOfRun, type NodeBar} from '../../features/nodes/index.ts';

/** The newest log entries of a node, or of no node, that become events of its span. The others are left out. */
const maxEvents = 128;
/** Only this many entries at the end of a log are read for events. */
const maxRead = 50_000;
/** The number of log entries that are read for the nodes at once, which takes about 5 ms. */
const portion = 25_000;
const maxLength = 1000;

/** Derives the ids of a trace from the id of the run, so that a run has the same trace whenever it is sent. */
export class TraceIds implements IdGenerator {
	#run = '';
	#spans = 0;

	begin(run: RunOrderId): void {
		this.#run = run;
		this.#spans = 0;
	}

	generateTraceId(): string {
		return hash('sha256', this.#run).slice(0, 32);
	}

	generateSpanId(): string {
		return hash('sha256', `${this.#run} ${this.#spans++}`).slice(0, 16);
	}
}

/**
 * Records an ended run: a span from its creation to its end, a child span for each node that ran, and log entries
 * without progress as events of these spans. Resolves to the number of spans.
 */
export async function recordRun(
	run: Run,
	account: string,
	{tracer, ids}: {readonly tracer: Tracer; readonly ids: TraceIds},
): Promise<number> {
	const {execution, log, polling} = run;

	if (execution === null) {
		return 0;
	}

	const asOf = polling.respondedAt ?? 0;
	const {startedAt, terminalAt} = execution;
	const {axis, bars} = timelineOfRun(await nodesIn(log), run);
	const nodes = bars.filter(({times}) => times.length > 0);
	const events = newestEvents(log, new Set(nodes.map(({id}) => id)));
	const workflow = execution.workflowId?.safe;
	const from = execution.createdAt ?? startedAt ?? axis?.from ?? asOf;
	const to = Math.max(from, terminalAt ?? axis?.to ?? asOf);
	const cost = executionCost(execution);
	ids.begin(run.id);

	const root = tracer.startSpan(
		run.title?.safe ?? workflow ?? 'run',
		{
			startTime: new Date(from),
			attributes: {
				'chenyu.account': account,
				'chenyu.run.id': run.label,
				'chenyu.run.status': execution.status.safe,
				'chenyu.nodes.cached': bars.filter(({state}) => state === 'cached').length,
				...(workflow !== undefined && {'chenyu.workflow.id': workflow}),
				...(cost !== null && {'chenyu.run.cost_cny': Number(cost)}),
			},
		},
		ROOT_CONTEXT,
	);

	if (startedAt !== null) {
		root.addEvent('started', new Date(startedAt));
	}

	addEvents(root, events.get(null), to);

	if (execution.phase === 'failed') {
		const {reason, detail} = execution.error ?? {};
		const message = (reason ?? detail)?.safe ?? execution.status.safe;
		root.setStatus({code: SpanStatusCode.ERROR, message: attributeText(message)});
	}

	const parent = trace.setSpan(ROOT_CONTEXT, root);

	for (const node of nodes) {
		recordNode(node, events.get(node.id), to);
	}

	root.end(new Date(to));
	return nodes.length + 1;

	function recordNode(
		{id, caption, state, times, time}: NodeBar,
		entries: LogEntry[] = [],
		end: Instant,
	) {
		const span = tracer.startSpan(
			caption === null ? nodeName(cleanName(id)) : attributeText(caption),
			{
				startTime: new Date(times[0]?.from ?? from),
				attributes: {
					'chenyu.node.id': cleanName(id),
					'chenyu.node.state': state,
					...(time !== null && {'chenyu.node.active_seconds': time / 1000}),
				},
			},
			parent,
		);
		const last = times.at(-1)?.to ?? end;
		addEvents(span, entries, last);

		if (state === 'failed') {
			const error = entries.findLast(({severity}) => severity === 'error');
			span.setStatus({
				code: SpanStatusCode.ERROR,
				...(error !== undefined && {message: attributeText(error.message.safe)}),
			});
		}

		span.end(new Date(last));
	}
}

async function nodesIn(log: LogSnapshot) {
	let tracker = emptyTracker;

	while (tracker.read < log.length) {
		tracker = tracker.extend(log, portion);
		await yieldToEventLoop();
	}

	return tracker;
}

/** Returns the newest entries, oldest first, by the exact id of their node; null: entries of no node with a span. */
function newestEvents(
	log: LogSnapshot,
	nodes: ReadonlySet<string>,
): ReadonlyMap<string | null, LogEntry[]> {
	const events = new Map<string | null, LogEntry[]>();

	for (let index = log.length - 1; index >= Math.max(0, log.length - maxRead); index--) {
		const entry = entryAt(log, index);

		if (entry !== undefined && nodeEventKind(entry) !== 'progress') {
			const id = entry.nodeId?.exact ?? null;
			const node = id !== null && nodes.has(id) ? id : null;
			const list = events.get(node) ?? [];
			events.set(node, list);

			if (list.length < maxEvents) {
				list.push(entry);
			}
		}
	}

	return new Map([...events].map(([node, list]) => [node, list.toReversed()]));
}

/** An entry without a time gets that of the entry before it. */
function addEvents(span: Span, entries: readonly LogEntry[] = [], end: Instant): void {
	let at = entries.find(entry => entry.at !== null)?.at ?? end;

	for (const entry of entries) {
		at = entry.at ?? at;
		span.addEvent(
			entry.eventType?.safe ?? 'log',
			{'log.severity': entry.severity, 'log.message': attributeText(entry.message.safe)},
			new Date(at),
		);
	}
}

function attributeText(text: string): string {
	return withoutSecrets(text, maxLength);
}
