import type {Duration, Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {stepCount} from '../../core/step-counter.ts';
import type {NodeEventKind} from './node-timeline-event.ts';
import type {SafeText} from '../../core/text/text.ts';

/** A time in which a node was at work, as far as it is known. */
type Span = {
	from: Instant;
	/** When it ended; null while nobody said so. */
	to: Instant | null;
	/** When another node began while nothing was heard of this one: engines that run one node at a time tell an end only so. */
	implied: Instant | null;
	/** When it last was heard of. */
	sign: Instant;
	/** Whether its beginning was told, and not only that it was under way. */
	readonly begun: boolean;
};

/** How a node ended for good, or that it has not. */
type Ending = 'none' | 'done' | 'failed' | 'interrupted';

/** So many times are kept apart for a node that runs again and again; the rest is drawn as one. */
const maxSpans = 32;

/** What the log has told of one node so far. */
export class NodeRecord {
	/** The node's id exactly as the log has it. */
	readonly id: string;
	/** Index of the first entry that names it. */
	readonly first: number;
	/** What it said when it began. */
	caption: SafeText | null = null;
	step: {readonly value: number; readonly max: number} | null = null;
	entries = 0;
	errors = 0;
	isCached = false;
	ending: Ending = 'none';
	/** Whether its times are all told: not after a hole in the log, nor where its beginning is missing. */
	isExact = true;
	spans: Span[] = [];
	/** Time between spans that were made one. */
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

	/** Whether it is at work, as far as was told. */
	get isOpen(): boolean {
		const last = this.spans.at(-1);
		return last !== undefined && last.to === null && last.implied === null;
	}

	/** Takes over what an entry that names the node says about it. */
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

		// Told late: it belongs to what was seen already.
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

	/** Something was heard of it. Only what a node at work says (`isWork`) begins a time that was not told to begin. */
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

	/** Another node began: this one has ended, unless it was or is heard of after that. */
	yield(at: Instant): void {
		const last = this.spans.at(-1);

		if (last !== undefined && last.to === null && at >= last.sign) {
			last.implied = at;
		}
	}

	/** Whether it was at work before a moment. */
	isOlder(at: Instant): boolean {
		return (this.spans.at(-1)?.from ?? at) < at;
	}

	/** The time that it was at work, in milliseconds, if it goes on until `until`; null where no time is known. */
	time(until: Instant): Duration | null {
		return this.spans.length === 0
			? null
			: Math.max(
					0,
					this.spans.reduce((sum, span) => sum + endOf(span, until) - span.from, -this.#idle),
				);
	}

	/** The times that it was at work, ascending and apart, if it goes on until `until`. */
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
