import type {RunClient} from '../api/client.ts';
import {createPoller, type Poller, type PollerOptions} from '../polling/poller.ts';

/** Who is asked, and how often. */
export type PollerSettings = Pick<PollerOptions, 'client' | 'interval' | 'concurrency'>;

/** The poller of the account that is watched, which has another one when another account is. */
export type SwitchablePoller = Poller & {
	/** Asks another client from now on. Nothing that the one before still answers is told. */
	exchange(next: PollerSettings): Promise<void>;
};

/** Makes the poller of a first account. It closes the clients that it is given. */
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
