import type {Channel, ChannelFailure} from '../core/notify.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {waitFor} from '../core/time/wait-for.ts';
import type {ChannelMessage} from './message.ts';
import type {NotifiedEvent} from './notified-events.ts';

type SenderOptions = {
	readonly channel: Channel;
	readonly clock: Clock;
	readonly compose: (events: readonly NotifiedEvent['event'][]) => ChannelMessage;
	/** Sends a message once. */
	readonly deliver: (message: ChannelMessage) => Promise<ChannelFailure | null>;
	readonly report: (why: ChannelFailure) => void;
	/** Ends everything, also `deliver`. What was not sent is lost. */
	readonly closing: AbortSignal;
};

/** Events within this time share one message. So there are at most six messages per minute. */
const groupMs: Duration = 10_000;
/** The pauses before a message is sent again. */
const pausesMs: readonly Duration[] = [2000, 10_000];
/** A server gets no more events than these with one request; a chat gets a text that is cut anyway. */
const maxEvents = {webhook: 100} as const;

/** Sends the messages of one channel, one after the other. Events that come meanwhile wait for the next message. */
export class ChannelSender {
	readonly #options: SenderOptions;
	#waiting: NotifiedEvent['event'][] = [];
	#sending: Promise<void> | null = null;
	/** Ends the wait for more events, and pauses before a message is sent again. */
	readonly #hurry = new AbortController();
	/** Whether the last message failed. The failure was reported. */
	#isFailing = false;

	constructor(options: SenderOptions) {
		this.#options = options;
	}

	/** Whether something waits or is on its way. */
	get isPending(): boolean {
		return this.#sending !== null;
	}

	/** @param names The names of the event. The channel may want none of them. */
	add(names: NotifiedEvent['names'], event: NotifiedEvent['event']): void {
		if (!names.some(name => this.#options.channel.on.includes(name))) {
			return;
		}

		this.#waiting.push(event);
		this.#sending ??= this.#sendAll().finally(() => {
			this.#sending = null;
		});
	}

	/** Sends at once what waits. Resolves when it was sent, has failed or was ended. */
	async finish(): Promise<void> {
		this.#hurry.abort();
		await this.#sending;
	}

	async #sendAll(): Promise<void> {
		const {channel, compose, report, closing} = this.#options;
		const max = channel.kind === 'webhook' ? maxEvents.webhook : Infinity;

		while (this.#waiting.length > 0) {
			await this.#pause(groupMs);
			const message = compose(this.#waiting.splice(0, max));
			const failure = await this.#send(message);

			if (closing.aborted) {
				return;
			}

			if (failure !== null && !this.#isFailing) {
				report(failure);
			}

			this.#isFailing = failure !== null;
		}
	}

	async #send(message: ChannelMessage): Promise<ChannelFailure | null> {
		const {deliver} = this.#options;
		let failure = await deliver(message);

		for (const pause of pausesMs) {
			if (failure === null || !isWorthRetrying(failure)) {
				break;
			}

			await this.#pause(failure.kind === 'limited' ? failure.retryAfterMs : pause);
			failure = await deliver(message);
		}

		return failure;
	}

	async #pause(duration: Duration): Promise<void> {
		const {clock} = this.#options;

		if (!this.#hurry.signal.aborted) {
			await waitFor(duration, clock, this.#hurry.signal).catch(() => undefined);
		}
	}
}

/** A refused message would be refused again, but for a server that has an error now. */
function isWorthRetrying(failure: ChannelFailure): boolean {
	return failure.kind !== 'refused' || /^HTTP 5|^-1$/.test(failure.code);
}
