import type {PostClient} from '../api/post-client.ts';
import type {Redact} from '../api/redact.ts';
import type {Channel, ChannelFailure, Hooks} from '../core/notify.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {writeJson} from '../events/event-lines.ts';
import {callFor} from '../features/own-commands/index.ts';
import type {ProgramOptions} from '../terminal/run-program.ts';
import {createChannelSender, postToChannel, type SenderOptions} from './channels.ts';
import {createHookRunner} from './hooks.ts';
import {testMessage} from './message.ts';
import {notifiedEvents} from './notified-events.ts';

export type NotifierOptions = SenderOptions & {
	readonly hooks: Hooks;
	readonly channels: readonly Channel[];
	readonly env: ProgramOptions['env'];
	readonly host: ProgramOptions['host'];
	/** Removes the API key from the output of a hook. */
	readonly redact?: Redact;
	/** Passed in, since the bundles that start this one have its library already. */
	readonly openClient: () => PostClient;
};

export type Notifier = ReturnType<typeof startNotifier>;

const closeTimeoutMs: Duration = 5000;

/** Runs the hooks and sends the messages of a watch. Call it before the watch starts. */
export function startNotifier(options: NotifierOptions) {
	const {store, clock, hooks, channels, showNotice} = options;
	const finishing = new AbortController();
	const closing = new AbortController();
	const aborted = Promise.withResolvers<void>();
	const client = options.openClient();
	const ended = new Set<RunOrderId>();
	const runHook = createHookRunner(options, closing.signal);
	const signals = {finishing: finishing.signal, closing: closing.signal};
	const senders = channels.map(channel => createChannelSender(channel, options, client, signals));
	/** What is under way: all calls of hooks, and the channels that are sending. */
	const work = {hooks: new Set<Promise<void>>(), channels: new Set<Promise<void>>()};

	function begin(kind: keyof typeof work, task: Promise<void> | null): void {
		if (task !== null && !work[kind].has(task)) {
			work[kind].add(task);
			void task.finally(() => work[kind].delete(task));
		}
	}

	const stop = store.observe((state, action, previous) => {
		for (const notified of notifiedEvents(previous, state, action, ended)) {
			const {names, event} = notified;
			senders.forEach(send => begin('channels', send(notified)));

			for (const name of names) {
				const argv = hooks[name];

				if (argv !== undefined) {
					const input = `${writeJson(event)}\n`;
					begin('hooks', runHook({name, input, ...callFor(state, event.run, argv)}));
				}
			}
		}
	});

	/** Ends everything at once, even a `close` that is waiting, and reports what is left. */
	function abort(): void {
		const [{size: hooksLeft}, {size: channelsLeft}] = [work.hooks, work.channels];

		if (hooksLeft + channelsLeft > 0 && !closing.signal.aborted) {
			showNotice({kind: 'notify-unfinished', hooks: hooksLeft, channels: channelsLeft});
		}

		closing.abort();
		aborted.resolve();
	}

	return {
		/** Sends the waiting messages. Resolves when all is done, or after 5 s: then aborts the rest and reports it. */
		async close(): Promise<void> {
			stop();
			finishing.abort();
			const cancel = clock.after(closeTimeoutMs, abort);
			const all = Promise.all([...work.hooks, ...work.channels]);
			await Promise.race([all, aborted.promise]);
			cancel();
			await client.close();
		},
		abort,
	};
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
			channels.map(async channel => postToChannel(channel, message, client, clock, signal)),
		);
	} finally {
		await client.close();
	}
}
