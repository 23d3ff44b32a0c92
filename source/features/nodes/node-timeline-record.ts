import type {Duration, Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {stepCount} from '../../core/step-counter.ts';
import type {NodeEventKind} from '../../core/log/node-event.ts';
import type {SafeText} from '../../core/text/text.ts';

/** A time range in which a node ran. */
type Span = {
	from: Instant;
	/** The reported end; null without one. */
	to: Instant | null;
	/** When another node began after the last sign of this one: engines that run one node at a time report ends only so. */
	implied: Instant | null;
	/** The last sign that it runs. */
	sign: Instant;
	/** Whether its begin was reported, not just a later sign. */
	readonly begun: boolean;
};

type Ending = 'none' | 'done' | 'failed' | 'interrupted';

/** Spans of a node that runs again and again. Further ones are joined with the last. */
const maxSpans = 32;

/** The state of one node after the first entries of the log. */
export class NodeRecord {
	/** The exact id in the log. */
	readonly id: string;
	/** The index of the first entry that names it. */
	readonly first: number;
	/** The message with which it began. */
	caption: SafeText | null = null;
	step: {readonly value: number; readonly max: number} | null = null;
	entries = 0;
	errors = 0;
	isCached = false;
	ending: Ending = 'none';
	/** Whether all of its times were reported: not after a gap in the log, nor without a begin. */
	isExact = true;
	spans: Span[] = [];
	/** The time between spans that were joined. */
	#idle: Duration = 0;

	constructor(id: string, first: number) {
		this.id = id;
		this.first = first;
	}

	copy(): NodeRecord {
		const copy = Object.assign(new NodeRecord(this.id, this.first), this);
		copy.spans = this.spans.map(span => ({...span}));
		copy.#idle = this.#idle;
		return copy;
	}

	/** Whether it runs, as far as is known. */
	get isOpen(): boolean {
		const last = this.spans.at(-1);
		return last !== undefined && last.to === null && last.implied === null;
	}

	describe({severity, step, message}: LogEntry, kind: NodeEventKind): void {
		this.entries++;
		this.errors += severity === 'error' ? 1 : 0;
		this.step = stepCount(step) ?? this.step;

		if (kind === 'executing' && this.caption === null && message.exact !== '') {
			this.caption = message.safe;
		}
	}

	begin(at: Instant): void {
		const last = this.spans.at(-1);

		if (last === undefined) {
			this.#push(at, true);
			return;
		}

		const end = last.to ?? last.implied ?? last.sign;

		// It arrives late, and belongs to the last span.
		if (at <= last.from || (!last.begun && at <= end)) {
			const before = this.spans.at(-2);
			const earliest = before?.to ?? before?.from ?? at;
			const from = Math.max(Math.min(last.from, at), Math.min(last.from, earliest));
			this.spans[this.spans.length - 1] = {...last, from, begun: true};
			this.isExact = this.spans.every(span => span.begun);
			return;
		}

		if (this.isOpen || at < end) {
			last.sign = Math.max(last.sign, at);
			return;
		}

		last.to ??= last.implied;
		this.#push(at, true);
	}

	/** A sign of the node. Only progress (`isWork`) starts a span without a reported begin. */
	hear(at: Instant, isWork: boolean): void {
		const last = this.spans.at(-1);

		if (last === undefined) {
			this.#push(at, false);
		} else if (last.to === null) {
			last.sign = Math.max(last.sign, at);

			if (last.implied !== null && at >= last.implied) {
				last.implied = isWork ? null : at;
			}
		} else if (isWork && at > last.to) {
			this.#push(at, false);
		}
	}

	end(at: Instant): void {
		const last = this.spans.at(-1);

		if (last === undefined) {
			this.#push(at, false);
			this.end(at);
		} else if (last.to === null) {
			last.to = Math.max(at, last.from, last.sign);
		}
	}

	/** Another node began: this one has ended, unless there is a later sign of it. */
	yield(at: Instant): void {
		const last = this.spans.at(-1);

		if (last !== undefined && last.to === null && at >= last.sign) {
			last.implied = at;
		}
	}

	/** Whether its last span began before a moment. */
	isOlder(at: Instant): boolean {
		return (this.spans.at(-1)?.from ?? at) < at;
	}

	/** The total time of its spans, if it runs until `until`; null without any. */
	time(until: Instant): Duration | null {
		return this.spans.length === 0
			? null
			: Math.max(
					0,
					this.spans.reduce((sum, span) => sum + endOf(span, until) - span.from, -this.#idle),
				);
	}

	/** Its spans, ascending and apart, if it runs until `until`. */
	times(until: Instant): readonly {readonly from: Instant; readonly to: Instant}[] {
		return this.spans.map(span => ({from: span.from, to: endOf(span, until)}));
	}

	#push(at: Instant, begun: boolean): void {
		const last = this.spans.at(-1);
		this.isExact &&= begun;
		this.isCached = false;
		this.ending = 'none';

		if (last !== undefined && this.spans.length === maxSpans) {
			this.#idle += Math.max(0, at - (last.to ?? last.sign));
			last.to = null;
			last.implied = null;
			last.sign = at;
			return;
		}

		this.spans.push({from: at, to: null, implied: null, sign: at, begun});
	}
}

function endOf({from, to, implied, sign}: Span, until: Instant): Instant {
	return Math.max(from, to ?? implied ?? Math.max(sign, until));
}
