import type {Duration} from '../../../core/time/clock.ts';

/** Long enough to be stable, short enough to be current. */
const windowMs: Duration = 5000;
/** A shorter span measures the first buffer, not the connection. */
const minSpanMs: Duration = 500;

export class TransferRate {
	#samples: ReadonlyArray<{readonly at: Duration; readonly bytes: number}> = [];

	/** `at`: monotonic. `bytes`: the total so far; a smaller total starts over. */
	add(at: Duration, bytes: number): void {
		const last = this.#samples.at(-1);
		const before = last !== undefined && bytes < last.bytes ? [] : this.#samples;
		const young = before.findIndex(sample => at - sample.at <= windowMs);
		this.#samples = [...(young === -1 ? [] : before.slice(Math.max(0, young - 1))), {at, bytes}];
	}

	/** Bytes per second; null without enough samples. */
	get perSecond(): number | null {
		const first = this.#samples[0];
		const last = this.#samples.at(-1);

		if (first === undefined || last === undefined || last.at - first.at < minSpanMs) {
			return null;
		}

		return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
	}
}
