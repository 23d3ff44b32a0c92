import type {LogEntry} from '../../core/log/log-entry.ts';
import type {NodeEventKind} from '../../core/log/node-event.ts';
import {stepCount, type StepCount} from '../../core/step-counter.ts';
import type {SafeText} from '../../core/text/text.ts';
import type {Duration, Instant} from '../../core/time/clock.ts';

type Span = {
	from: Instant;
	/** The end that the log reports; null if it reports none. */
	to: Instant | null;
	/**
	 * The assumed end; null if none is assumed. An engine that runs one node at a time may report no ends, so a node is
	 * assumed to end when another node starts. A later event of this node moves the assumed end to the time of the event.
	 * If that event reports progress, the node is still running, and no end is assumed.
	 */
	impliedEnd: Instant | null;
	lastEventAt: Instant;
	/** Whether the log reports the start. */
	readonly hasStart: boolean;
};

type Ending = 'none' | 'done' | 'failed' | 'interrupted';

/** Maximum number of spans of a node. A further span is joined with the last one. */
const maxSpans = 32;

/** The state of one node, computed from the log entries read so far. A span is a period during which the node ran. */
export class NodeRecord {
	/** The id exactly as in the log, which may contain characters that are not safe for a terminal. */
	readonly id: string;
	/** The index in the log of the first entry that names the node. */
	readonly first: number;
	/** The message of the log entry at which the node started; null if unknown. */
	caption: SafeText | null = null;
	step: StepCount | null = null;
	isCached = false;
	ending: Ending = 'none';
	/** Whether the running times are exact: the log has all starts of the node, all times, and all entries while it ran. */
	isExact = true;
	spans: Span[] = [];
	/**
	 * If there are more than `maxSpans` spans, the last ones are joined into one. This is the total time between the
	 * joined spans.
	 */
	#gapMs: Duration = 0;

	constructor(id: string, first: number) {
		this.id = id;
		this.first = first;
	}

	copy(): NodeRecord {
		const copy = Object.assign(new NodeRecord(this.id, this.first), this);
		copy.spans = this.spans.map(span => ({...span}));
		copy.#gapMs = this.#gapMs;
		return copy;
	}

	get isOpen(): boolean {
		const last = this.spans.at(-1);
		return last !== undefined && last.to === null && last.impliedEnd === null;
	}

	describe({step, message}: LogEntry, kind: NodeEventKind): void {
		this.step = stepCount(step) ?? this.step;

		if (kind === 'executing' && this.caption === null && message.exact !== '') {
			this.caption = message.safe;
		}
	}

	start(at: Instant): void {
		const last = this.spans.at(-1);

		if (last === undefined) {
			this.#startSpan(at, true);
			return;
		}

		const end = last.to ?? last.impliedEnd ?? last.lastEventAt;

		// A start that is reported late belongs to the last span.
		if (at <= last.from || (!last.hasStart && at <= end)) {
			const before = this.spans.at(-2);
			const earliest = before?.to ?? before?.from ?? at;
			const from = Math.max(Math.min(last.from, at), Math.min(last.from, earliest));
			this.spans[this.spans.length - 1] = {...last, from, hasStart: true};
			this.isExact = this.spans.every(span => span.hasStart);
			return;
		}

		if (this.isOpen || at < end) {
			last.lastEventAt = Math.max(last.lastEventAt, at);
			return;
		}

		last.to ??= last.impliedEnd;
		this.#startSpan(at, true);
	}

	/** `isWork`: whether the event reports progress. Only progress shows that a node runs again after its end. */
	addEvent(at: Instant, isWork: boolean): void {
		const last = this.spans.at(-1);

		if (last === undefined) {
			this.#startSpan(at, false);
		} else if (last.to === null) {
			last.lastEventAt = Math.max(last.lastEventAt, at);

			if (last.impliedEnd !== null && at >= last.impliedEnd) {
				last.impliedEnd = isWork ? null : at;
			}
		} else if (isWork && at > last.to) {
			this.#startSpan(at, false);
		}
	}

	end(at: Instant, ending: Ending): void {
		const last = this.spans.at(-1) ?? this.#startSpan(at, false);
		last.to ??= Math.max(at, last.from, last.lastEventAt);
		this.ending = ending;
	}

	/** Takes `at`, the start of another node, as the end of this node, unless this node has a later event or an end. */
	endImplicitly(at: Instant): void {
		const last = this.spans.at(-1);

		if (last !== undefined && last.to === null && at >= last.lastEventAt) {
			last.impliedEnd = at;
		}
	}

	startedBefore(at: Instant): boolean {
		return (this.spans.at(-1)?.from ?? at) < at;
	}

	/** Returns the total time of all spans; null without spans. `until`: the assumed end of a span that is still open. */
	time(until: Instant): Duration | null {
		return this.spans.length === 0
			? null
			: Math.max(
					0,
					this.spans.reduce((sum, span) => sum + endOf(span, until) - span.from, -this.#gapMs),
				);
	}

	/** Returns the spans, in order of time and without overlap. `until`: the assumed end of a span that is still open. */
	times(until: Instant): readonly {readonly from: Instant; readonly to: Instant}[] {
		return this.spans.map(span => ({from: span.from, to: endOf(span, until)}));
	}

	#startSpan(at: Instant, hasStart: boolean): Span {
		const last = this.spans.at(-1);
		this.isExact &&= hasStart;
		this.isCached = false;
		this.ending = 'none';

		if (last !== undefined && this.spans.length === maxSpans) {
			this.#gapMs += Math.max(0, at - (last.to ?? last.lastEventAt));
			last.to = null;
			last.impliedEnd = null;
			last.lastEventAt = at;
			return last;
		}

		const span = {from: at, to: null, impliedEnd: null, lastEventAt: at, hasStart};
		this.spans.push(span);
		return span;
	}
}

function endOf({from, to, impliedEnd, lastEventAt}: Span, until: Instant): Instant {
	return Math.max(from, to ?? impliedEnd ?? Math.max(lastEventAt, until));
}
