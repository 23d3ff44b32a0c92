import type {Duration} from '../../../core/time/clock.ts';

/** The rate is the average over this time, which is long enough for a stable rate and short enough for a current rate. */
const windowMs: Duration = 5000;
/** Minimum time between first and last sample. A shorter time would measure the first buffer, not the connection. */
const minSpanMs: Duration = 500;

export class TransferRate {
	#samples: ReadonlyArray<{readonly at: Duration; readonly bytes: number}> = [];

	/** Adds a sample. `at`: a monotonic time. `bytes`: the total number of bytes so far; a smaller total starts over. */
	add(at: Duration, bytes: number): void {
		const last = this.#samples.at(-1);
		const before = last !== undefined && bytes < last.bytes ? [] : this.#samples;
		const young = before.findIndex(sample => at - sample.at <= windowMs);
		this.#samples = [...(young === -1 ? [] : before.slice(Math.max(0, young - 1))), {at, bytes}];
	}

	/** The rate in bytes per second; null without enough samples. */
	get perSecond(): number | null {
		const first = this.#samples[0];
		const last = this.#samples.at(-1);

		if (first === undefined || last === undefined || last.at - first.at < minSpanMs) {
			return null;
		}

		return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
	}
}
