import {elapsedMs, executionCost, isFinalPhase} from '../core/execution.ts';
import {lateSince, stalledSince, usualSecIfOverdue} from '../core/forecast/anomalies.ts';
import type {LogEntry} from '../core/log/log-entry.ts';
import type {RunError} from '../core/run-error.ts';
import type {Run} from '../core/run.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {messageText} from '../features/log/text.ts';
import type {Messages} from '../i18n/index.ts';
import {dayAndTime} from '../ui/clock-time.ts';
import type {EventTable, ReportEvent} from './event.ts';
import {runWord, tallyText} from './run-texts.ts';

/** From this delay on, a line says at what time a request is sent again, not after how many seconds. */
const longRetryMs: Duration = 60_000;

/**
 * Returns the lines that `--plain` prints for an event, without escape sequences. Returns no lines if a run changed
 * only in fields that the lines do not contain.
 */
export function writePlain(event: ReportEvent, messages: Messages): readonly string[] {
	const lines = textsOf[event.event](event as never, messages);
	const head = 'run' in event && event.run !== null ? `${event.run.label} ` : '';
	const at = event.event === 'log' ? (event.entry.at ?? event.at) : event.at;
	return lines.map(line => `${clock(at)} ${head}${line}`);
}

const textsOf: EventTable<readonly string[], [Messages]> = {
	start: ({runOrderIds}, {report}) => [report.watching(runOrderIds.length)],
	run({run, before}, messages) {
		const text = runText(run, messages);
		return before !== null && text === runText(before, messages) ? [] : [text];
	},
	order: () => [],
	log: ({afterGap, entry}, {report}) => [
		...(afterGap ? [report.entriesMissing] : []),
		entryText(entry),
	],
	output: ({output: {key, kind, value}}, {report, screen}) => [
		`${report.output} ${key.safe} ${screen.kinds[kind]} ${value.safe}`,
	],
	'outputs-cut': ({reported, leftOut}, {report}) => [report.outputsCut(reported, leftOut)],
	download: ({key, path}, {report}) => [`${report.saved} ${key.safe} ${path.safe}`],
	'download-failed': ({key, why}, {report, download}) => [
		`${report.notSaved} ${key.safe}${report.colon}${download.why(why)}`,
	],
	error: ({error}, {report}) => [`${report.error}${report.colon}${errorText(error)}`],
	problem({run, problem, before, retryInMs, at}, {report, problem: sentences}) {
		const sentenceOf = run === null ? sentences.ofList : sentences.sentence;
		const sentence = sentenceOf(problem);
		const gaveUp = run?.polling.gaveUp ?? null;

		// Said once, until it changes, the run responds again, or is given up.
		if (before !== null && sentenceOf(before) === sentence && retryInMs !== null) {
			return [];
		}

		const next =
			retryInMs !== null
				? retryInMs < longRetryMs
					? report.retryIn(Math.ceil(retryInMs / 1000))
					: report.retryAt(dayAndTime(at + retryInMs, at))
				: gaveUp !== null
					? report.gaveUp[gaveUp]
					: null;
		return [`${report.problem}${report.colon}${sentence}${next === null ? '' : report.next(next)}`];
	},
	balance: () => [],
	// Other lines say it, one of them on stderr.
	alert: () => [],
	end(event, messages) {
		const {ends, colon, cost} = messages.report;
		return [`${ends[event.reason]}${colon}${tallyText(event, messages, cost(event.totalCost))}`];
	},
};

/** Describes a run in one line: state, progress and queue position; after its end, state, duration and cost. */
function runText(run: Run, messages: Messages): string {
	const {execution, title} = run;
	const {report, screen, numbers} = messages;
	const position = execution?.queuePosition ?? null;
	const wait = execution?.estimatedWaitSec ?? null;
	const percent = execution?.progressPercent ?? null;
	const completed = execution?.completedNodeCount ?? null;
	const total = execution?.totalRunnableNodes ?? null;
	const over = execution !== null && isFinalPhase(execution.phase);
	const elapsed = over ? elapsedMs(execution, 0) : null;
	const cost = over ? executionCost(execution) : null;
	const isLate = lateSince(run) !== null;
	const usual = isLate ? usualSecIfOverdue(run) : null;
	const fields = [
		runWord(run, messages),
		stalledSince(run) === null ? null : screen.phases.stalled,
		isLate ? screen.phases.late : null,
		usual === null ? null : screen.usually(numbers.wholeSeconds(usual * 1000)),
		position === null ? null : report.place(position),
		wait === null ? null : report.about(Math.round(wait)),
		percent === null || over ? null : numbers.percent(Math.floor(percent)),
		completed === null || total === null ? null : report.nodes(completed, total),
		elapsed === null ? null : numbers.shortTime(elapsed),
		cost === null ? null : report.cost(cost),
		title?.safe ?? null,
	];
	return fields.filter(field => field !== null).join(' ');
}

function entryText(entry: LogEntry): string {
	const {level, nodeId} = entry;
	const node = nodeId?.safe ?? '';
	const fields = [
		level?.safe.toUpperCase() ?? '',
		/^\d+$/.test(node) ? `n${node}` : node,
		messageText(entry),
	];
	return fields.filter(field => field !== '').join(' ');
}

function errorText({reason, detail, engineCode, statusCode}: RunError): string {
	const code = engineCode?.safe ?? (statusCode === null ? null : String(statusCode));
	const texts = [code, reason?.safe ?? null, detail?.safe ?? null];
	return [...new Set(texts.filter(text => text !== null && text !== ''))].join(' · ');
}

function clock(at: Instant): string {
	return new Date(at).toTimeString().slice(0, 8);
}
