import type {PostClient} from '../api/post-client.ts';
import type {Channel, ChannelFailure} from '../core/notify.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {waitFor} from '../core/time/wait-for.ts';
import type {Messages} from '../i18n/index.ts';
import type {Notice} from '../store/notice.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import {deliver} from './deliver.ts';
import {composeMessage, type ChannelMessage} from './message.ts';
import type {NotifiedEvent} from './notified-events.ts';

export type SenderOptions = {
	readonly store: Pick<Store, 'getState' | 'observe'>;
	readonly clock: Clock;
	readonly messages: Messages;
	readonly report: (notice: Notice) => void;
};

/** Events within this time share one message. So there are at most six messages per minute. */
const groupMs: Duration = 10_000;
/** A message is sent three times at most, with this pause, or that which the channel asks for. */
const maxAttempts = 3;
const retryMs: Duration = 10_000;
/** A message has no more events than these. */
const maxEvents = 100;

/**
 * Returns a sender of the messages of one channel, one after the other. Events that come meanwhile wait for the next
 * message. `closing` ends everything; what was not sent is lost.
 */
export function createChannelSender(
	channel: Channel,
	{store, clock, messages, report}: SenderOptions,
	client: PostClient,
	closing: AbortSignal,
) {
	const {number, kind, on} = channel;
	const waiting: NotifiedEvent['event'][] = [];
	/** Ends all pauses. */
	const finishing = new AbortController();
	let sending: Promise<void> | null = null;
	/** Whether the last message failed. The failure was reported. */
	let isFailing = false;

	async function sendAll(): Promise<void> {
		while (waiting.length > 0) {
			await pause(groupMs);
			const events = waiting.splice(0, maxEvents);
			const state = store.getState();
			const newest = events.map(event => withNewestRun(event, state));
			const why = await send(composeMessage(newest, messages));

			if (closing.aborted) {
				return;
			}

			if (why !== null && !isFailing) {
				report({kind: 'channel-failed', channel: {number, kind}, why});
			}

			isFailing = why !== null;
		}
	}

	async function send(message: ChannelMessage): Promise<ChannelFailure | null> {
		for (let attempt = 1; ; attempt++) {
			const failure = await deliver(channel, message, client, clock, closing);

			if (failure === null || !isWorthRetrying(failure) || attempt === maxAttempts) {
				return failure;
			}

			await pause(failure.kind === 'limited' ? failure.retryAfterMs : retryMs);
		}
	}

	async function pause(duration: Duration): Promise<void> {
		if (!finishing.signal.aborted) {
			await waitFor(duration, clock, finishing.signal).catch(() => undefined);
		}
	}

	return {
		isPending: () => sending !== null,
		/** `names`: those of the event. The channel may want none of them. */
		add({names, event}: NotifiedEvent): void {
			if (names.some(name => on.includes(name))) {
				waiting.push(event);
				sending ??= sendAll().finally(() => {
					sending = null;
				});
			}
		},
		/** Sends at once what waits. Resolves when it was sent, has failed or was ended. */
		async finish(): Promise<void> {
			finishing.abort();
			await sending;
		},
	};
}

/** A refused message would be refused again, but for a server that has an error now. */
function isWorthRetrying(failure: ChannelFailure): boolean {
	return failure.kind !== 'refused' || /^HTTP 5|^-1$/.test(failure.code);
}

/** Returns the event with the newest state of its run, whose title may have been loaded since. */
function withNewestRun(event: NotifiedEvent['event'], {runs}: State): NotifiedEvent['event'] {
	const run = event.run === null ? undefined : runs.get(event.run.id);
	return run === undefined ? event : {...event, run};
}
