import type {Duration, Instant} from '../../core/time/clock.ts';
import type {LogEntry} from '../../core/log/log-entry.ts';
import {stepCount} from '../../core/step-counter.ts';
import type {NodeEventKind} from '../../core/log/node-event.ts';
import type {SafeText} from '../../core/text/text.ts';

type Span = {
	from: Instant;
	/** The reported end, or null. */
	to: Instant | null;
	/**
	 * The start of another node after `sign`: the implied end if the engine runs one node at a time and reports no
	 * ends.
	 */
	implied: Instant | null;
	/** The latest event of the node in this span. */
	sign: Instant;
	/** Whether the start was reported. */
	readonly begun: boolean;
};

type Ending = 'none' | 'done' | 'failed' | 'interrupted';

/** Further spans are joined with the last. */
const maxSpans = 32;

/** The state of one node, from the first entries of the log. */
export class NodeRecord {
	/** The exact id in the log. */
	readonly id: string;
	/** The index of the first entry that names the node. */
	readonly first: number;
	/** The message of its start. */
	caption: SafeText | null = null;
	step: {readonly value: number; readonly max: number} | null = null;
	entries = 0;
	errors = 0;
	isCached = false;
	ending: Ending = 'none';
	/** Whether all times were reported, without a gap in the log. */
	isExact = true;
	spans: Span[] = [];
	/** The time between joined spans. */
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

		// A late entry belongs to the last span.
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

	/** Adds an event of the node. Only progress (`isWork`) starts a span without a reported start. */
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

	/** Another node has started, which implies the end of this node unless it has a later event. */
	yield(at: Instant): void {
		const last = this.spans.at(-1);

		if (last !== undefined && last.to === null && at >= last.sign) {
			last.implied = at;
		}
	}

	/** Whether its last span started before `at`. */
	isOlder(at: Instant): boolean {
		return (this.spans.at(-1)?.from ?? at) < at;
	}

	/** The total time of its spans if it runs until `until`; null without spans. */
	time(until: Instant): Duration | null {
		return this.spans.length === 0
			? null
			: Math.max(
					0,
					this.spans.reduce((sum, span) => sum + endOf(span, until) - span.from, -this.#idle),
				);
	}

	/** Its spans in order and without overlap, if it runs until `until`. */
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
