import type {Clock, Duration} from '../../../core/time/clock.ts';
import {OutputError} from './errors.ts';
import type {GetMedia} from './media-client.ts';

type RateClock = Pick<Clock, 'monotonic'>;

/** A host is too slow if fewer bytes than this arrive in `periodMs`: 1 kB/s over a minute. */
const minBytes = 60_000;
const periodMs: Duration = 60_000;

/** Measures the rate of a host from now on, period by period. */
export function measureRate(clock: RateClock) {
	let since = clock.monotonic();
	let received = 0;
	return {
		/** Counts bytes that have arrived. Throws an `OutputError` if the host is too slow. */
		count(bytes: number): void {
			const now = clock.monotonic();
			received += bytes;

			if (now - since >= periodMs) {
				if (received < minBytes) {
					throw new OutputError({kind: 'slow'});
				}

				since = now;
				received = 0;
			}
		},
		/** Leaves out a pause between two attempts. */
		skip(pause: Duration): void {
			since += pause;
		},
	};
}

/** Returns `getMedia`, but with bodies that throw an `OutputError` if the host is too slow. */
export function withLeastRate(getMedia: GetMedia, clock: RateClock): GetMedia {
	async function* measured(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
		const rate = measureRate(clock);

		for await (const chunk of chunks) {
			rate.count(chunk.length);
			yield chunk;
		}
	}

	return async (...request) => {
		const response = await getMedia(...request);
		return {...response, chunks: measured(response.chunks)};
	};
}
