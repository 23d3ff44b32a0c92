import type {RunClient} from '../api/http-client.ts';
import {createPoller, type Poller, type PollerOptions} from '../polling/poller.ts';
import type {RateLimit} from '../polling/rate-limiter.ts';

export type PollerSettings = Pick<PollerOptions, 'client' | 'interval' | 'concurrency'>;

/** The poller of the current account, which can change. Closes the HTTP client of an account after its last request. */
export class SwitchablePoller {
	readonly #options: PollerOptions;
	/** What is known of the rate limits of the services, by origin. */
	readonly #limits = new Map<string, RateLimit>();
	#client: RunClient;
	#poller: Poller;

	constructor(options: PollerOptions) {
		this.#options = options;
		this.#client = options.client;
		this.#poller = this.#open(options);
	}

	get current(): Poller {
		return this.#poller;
	}

	/** Stops polling the previous account, ignores its late responses, and starts polling the next account. */
	async exchange(next: PollerSettings): Promise<void> {
		const [poller, client] = [this.#poller, this.#client];
		this.#limits.set(client.origin, poller.rateLimit());
		this.#client = next.client;
		this.#poller = this.#open(next);
		await poller.stop();
		await client.close();
	}

	async stop(): Promise<void> {
		await this.#poller.stop();
		await this.#client.close();
	}

	#open(settings: PollerSettings): Poller {
		const poller = createPoller({
			...this.#options,
			...settings,
			knownLimit: this.#limits.get(settings.client.origin),
			dispatch: action => {
				if (this.#poller === poller) {
					this.#options.dispatch(action);
				}
			},
		});
		return poller;
	}
}
