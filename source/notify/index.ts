import type {PostClient} from '../api/post-client.ts';
import type {Channel, ChannelFailure, Hooks} from '../core/notify.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Clock, Duration} from '../core/time/clock.ts';
import {callFor} from '../features/own-commands/index.ts';
import type {Messages} from '../i18n/index.ts';
import {writeJson} from '../report/json.ts';
import type {Notice} from '../store/notice.ts';
import type {State} from '../store/state.ts';
import type {Store} from '../store/store.ts';
import type {ProgramOptions} from '../terminal/run-program.ts';
import {ChannelSender} from './channel-sender.ts';
import {deliver} from './deliver.ts';
import {HookRunner} from './hook-runner.ts';
import {composeMessage, testMessage} from './message.ts';
import {notifiedEvents, type NotifiedEvent} from './notified-events.ts';

export type NotifierOptions = {
	readonly store: Pick<Store, 'getState' | 'observe'>;
	readonly clock: Clock;
	readonly hooks: Hooks;
	readonly channels: readonly Channel[];
	readonly messages: Messages;
	readonly env: ProgramOptions['env'];
	readonly host: ProgramOptions['host'];
	/** Passed in, since the bundles that start this one have its library already. */
	readonly openClient: () => PostClient;
	readonly report: (notice: Notice) => void;
};

export type Notifier = {
	/** Sends what waits, and resolves when all is done, but after 5 s at most. What is left then is ended and reported. */
	readonly close: () => Promise<void>;
	/** Ends everything at once, also a `close` that is waiting. */
	readonly abort: () => void;
};

const closeTimeoutMs: Duration = 5000;

/** Runs the hooks and sends the messages of a watch. Call it before the watch starts. */
export function startNotifier(options: NotifierOptions): Notifier {
	const {store, clock, hooks, channels, messages, report} = options;
	const closing = new AbortController();
	const expired = Promise.withResolvers<undefined>();
	const client = options.openClient();
	const ended = new Set<RunOrderId>();
	const runner = new HookRunner(options, closing.signal);
	const senders = channels.map(
		channel =>
			new ChannelSender({
				channel,
				clock,
				compose: events =>
					composeMessage(
						events.map(event => withNewest(event, store.getState())),
						messages,
					),
				async deliver(message) {
					try {
						return await deliver(channel, message, client, clock, closing.signal);
					} catch (error) {
						if (closing.signal.aborted) {
							return null;
						}

						throw error;
					}
				},
				report(why) {
					const {number, kind} = channel;
					report({kind: 'channel-failed', channel: {number, kind}, why});
				},
				closing: closing.signal,
			}),
	);
	const stop = store.observe((state, action, previous) => {
		for (const {names, event} of notifiedEvents(previous, state, action, ended)) {
			for (const name of names) {
				const argv = hooks[name];

				if (argv !== undefined) {
					runner.run({name, input: `${writeJson(event)}\n`, ...callFor(state, event.run, argv)});
				}
			}

			for (const sender of senders) {
				sender.add(names, event);
			}
		}
	});

	function abort(): void {
		closing.abort();
		expired.resolve(undefined);
	}

	return {
		async close() {
			stop();
			const cancel = clock.after(closeTimeoutMs, abort);
			const all = Promise.all([runner.settled(), ...senders.map(async one => one.finish())]);
			const unfinished = await Promise.race([all.then(() => null), expired.promise.then(counts)]);
			cancel();

			if (unfinished !== null) {
				report({kind: 'notify-unfinished', ...unfinished});
			}

			await client.close();
		},
		abort,
	};

	function counts() {
		return {
			hooks: runner.unfinished,
			channels: senders.filter(({isPending}) => isPending).length,
		};
	}
}

/** Sends a test message to each channel, once. Resolves to the failures, or null, in the order of the channels. */
export async function testChannels(
	channels: readonly Channel[],
	{messages, clock, openClient}: Pick<NotifierOptions, 'messages' | 'clock' | 'openClient'>,
): Promise<ReadonlyArray<ChannelFailure | null>> {
	const client = openClient();
	const {signal} = new AbortController();
	const message = testMessage(messages);

	try {
		return await Promise.all(
			channels.map(async channel => deliver(channel, message, client, clock, signal)),
		);
	} finally {
		await client.close();
	}
}

/** Returns the event with the newest state of its run, whose title may have been loaded since. */
function withNewest(event: NotifiedEvent['event'], {runs}: State): NotifiedEvent['event'] {
	const run = event.run === null ? undefined : runs.get(event.run.id);
	return run === undefined ? event : {...event, run};
}
