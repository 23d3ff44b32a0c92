import type {Duration} from '../../../core/time/clock.ts';

/** Of late: so long that a rate is calm, and so short that it is true. */
const window: Duration = 5000;
/** Before that a rate says more of the first buffer than of the line. */
const soonest: Duration = 500;

/** How fast bytes came of late, by the monotonic clock. */
export class Rate {
	#samples: ReadonlyArray<{readonly at: Duration; readonly bytes: number}> = [];

	/** So many bytes were there at that moment. Where it is fewer than before, it is begun again. */
	add(at: Duration, bytes: number): void {
		const last = this.#samples.at(-1);
		const before = last !== undefined && bytes < last.bytes ? [] : this.#samples;
		const young = before.findIndex(sample => at - sample.at <= window);
		this.#samples = [...(young === -1 ? [] : before.slice(Math.max(0, young - 1))), {at, bytes}];
	}

	/** Bytes a second; null while nobody can tell. */
	get perSecond(): number | null {
		const first = this.#samples[0];
		const last = this.#samples.at(-1);

		if (first === undefined || last === undefined || last.at - first.at < soonest) {
			return null;
		}

		return ((last.bytes - first.bytes) / (last.at - first.at)) * 1000;
	}
}
