import type {Duration} from '../../../core/time/clock.ts';

/** The rate is the average over this time: long enough to be stable, short enough to follow changes. */
const windowMs: Duration = 5000;
/**
 * Minimum time between the first and the last sample. In a shorter time, most bytes come from buffers, so that the rate
 * would be too high.
 */
const minSpanMs: Duration = 500;

export class TransferRate {
	#samples: ReadonlyArray<{readonly at: Duration; readonly bytes: number}> = [];

	/** `at`: monotonic time in ms. `bytes`: the number so far; fewer than before means that the download started over. */
	add(at: Duration, bytes: number): void {
		const last = this.#samples.at(-1);
		const before = last !== undefined && bytes < last.bytes ? [] : this.#samples;
		const young = before.findIndex(sample => at - sample.at <= windowMs);
		this.#samples = [...(young === -1 ? [] : before.slice(Math.max(0, young - 1))), {at, bytes}];
	}

	/** The rate in bytes per second; null while the samples span less than `minSpanMs`. */
	get perSecond(): number | null {
		const first = this.#samples[0];
		const last = this.#samples.at(-1);

		if (first === undefined || last === undefined || last.at - first.at < minSpanMs) {
			return null;
		}

		return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
	}
}
