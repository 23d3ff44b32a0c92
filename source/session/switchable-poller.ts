import type {RunClient} from '../api/http-client.ts';
import {createPoller, type Poller, type PollerOptions} from '../polling/poller.ts';

export type PollerSettings = Pick<PollerOptions, 'client' | 'interval' | 'concurrency'>;

/** The poller of the account that is watched now. */
export type SwitchablePoller = Poller & {
	/** Polls another client. Late responses of the previous one are dropped. */
	exchange(next: PollerSettings): Promise<void>;
};

/** Closes each client after its use. */
export function switchablePoller(
	first: PollerSettings,
	parts: Omit<PollerOptions, keyof PollerSettings>,
): SwitchablePoller {
	let current = open(first);

	function open(pace: PollerSettings): {readonly poller: Poller; readonly client: RunClient} {
		const poller = createPoller({
			...parts,
			...pace,
			dispatch(action) {
				if (current.poller === poller) {
					parts.dispatch(action);
				}
			},
		});
		return {poller, client: pace.client};
	}

	async function close({poller, client}: typeof current): Promise<void> {
		await poller.stop();
		await client.close();
	}

	return {
		watch(ids) {
			current.poller.watch(ids);
		},
		unwatch(id) {
			current.poller.unwatch(id);
		},
		prioritize(id) {
			current.poller.prioritize(id);
		},
		pollNow(id) {
			current.poller.pollNow(id);
		},
		discover(wanted) {
			current.poller.discover(wanted);
		},
		loadOrder(id) {
			current.poller.loadOrder(id);
		},
		loadListPage(page, purpose) {
			current.poller.loadListPage(page, purpose);
		},
		setPollInterval(interval) {
			current.poller.setPollInterval(interval);
		},
		pause(paused) {
			current.poller.pause(paused);
		},
		async exchange(next) {
			const before = current;
			current = open(next);
			await close(before);
		},
		async stop() {
			await close(current);
		},
	};
}
