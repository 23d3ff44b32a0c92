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
/** The pauses before a message is sent again. */
const pausesMs: readonly Duration[] = [2000, 10_000];
/** A server gets no more events than these with one request; a chat gets a text that is cut anyway. */
const maxEvents = 100;

/** Sends the messages of one channel, one after the other. Events that come meanwhile wait for the next message. */
export class ChannelSender {
	readonly #channel: Channel;
	readonly #options: SenderOptions;
	readonly #client: PostClient;
	readonly #closing: AbortSignal;
	#waiting: NotifiedEvent['event'][] = [];
	#sending: Promise<void> | null = null;
	/** Ends all pauses. */
	readonly #finishing = new AbortController();
	/** Whether the last message failed. The failure was reported. */
	#isFailing = false;

	/** @param closing Ends everything. What was not sent is lost. */
	constructor(channel: Channel, options: SenderOptions, client: PostClient, closing: AbortSignal) {
		this.#channel = channel;
		this.#options = options;
		this.#client = client;
		this.#closing = closing;
	}

	/** Whether something waits or is on its way. */
	get isPending(): boolean {
		return this.#sending !== null;
	}

	/** @param names The names of the event. The channel may want none of them. */
	add(names: NotifiedEvent['names'], event: NotifiedEvent['event']): void {
		if (!names.some(name => this.#channel.on.includes(name))) {
			return;
		}

		this.#waiting.push(event);
		this.#sending ??= this.#sendAll().finally(() => {
			this.#sending = null;
		});
	}

	/** Sends at once what waits. Resolves when it was sent, has failed or was ended. */
	async finish(): Promise<void> {
		this.#finishing.abort();
		await this.#sending;
	}

	async #sendAll(): Promise<void> {
		const {number, kind} = this.#channel;
		const {store, messages, report} = this.#options;

		while (this.#waiting.length > 0) {
			await this.#pause(groupMs);
			const events = this.#waiting.splice(0, kind === 'webhook' ? maxEvents : Infinity);
			const state = store.getState();
			const newest = events.map(event => withNewestRun(event, state));
			const why = await this.#send(composeMessage(newest, messages));

			if (this.#closing.aborted) {
				return;
			}

			if (why !== null && !this.#isFailing) {
				report({kind: 'channel-failed', channel: {number, kind}, why});
			}

			this.#isFailing = why !== null;
		}
	}

	async #send(message: ChannelMessage): Promise<ChannelFailure | null> {
		const sendOnce = async () =>
			deliver(this.#channel, message, this.#client, this.#options.clock, this.#closing);
		let failure = await sendOnce();

		for (const pause of pausesMs) {
			if (failure === null || !isWorthRetrying(failure)) {
				break;
			}

			await this.#pause(failure.kind === 'limited' ? failure.retryAfterMs : pause);
			failure = await sendOnce();
		}

		return failure;
	}

	async #pause(duration: Duration): Promise<void> {
		const {clock} = this.#options;

		if (!this.#finishing.signal.aborted) {
			await waitFor(duration, clock, this.#finishing.signal).catch(() => undefined);
		}
	}
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
