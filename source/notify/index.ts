import type {PostClient} from '../api/post-client.ts';
import type {Redact} from '../api/redact.ts';
import type {Channel, ChannelFailure, Hooks} from '../core/notify.ts';
import type {RunOrderId} from '../core/run.ts';
import type {Duration} from '../core/time/clock.ts';
import {callFor} from '../features/own-commands/index.ts';
import {writeJson} from '../report/json.ts';
import type {ProgramOptions} from '../terminal/run-program.ts';
import {createChannelSender, type SenderOptions} from './channel-sender.ts';
import {deliver} from './deliver.ts';
import {createHookRunner} from './hook-runner.ts';
import {testMessage} from './message.ts';
import {notifiedEvents} from './notified-events.ts';

export type NotifierOptions = SenderOptions & {
	readonly hooks: Hooks;
	readonly channels: readonly Channel[];
	readonly env: ProgramOptions['env'];
	readonly host: ProgramOptions['host'];
	/** Takes the API key out of what a hook says. */
	readonly redact?: Redact;
	/** Passed in, since the bundles that start this one have its library already. */
	readonly openClient: () => PostClient;
};

export type Notifier = ReturnType<typeof startNotifier>;

const closeTimeoutMs: Duration = 5000;

/** Runs the hooks and sends the messages of a watch. Call it before the watch starts. */
export function startNotifier(options: NotifierOptions) {
	const {store, clock, hooks, channels, report} = options;
	const closing = new AbortController();
	const expired = Promise.withResolvers<{readonly hooks: number; readonly channels: number}>();
	const client = options.openClient();
	const ended = new Set<RunOrderId>();
	const runner = createHookRunner(options, closing.signal);
	const senders = channels.map(channel =>
		createChannelSender(channel, options, client, closing.signal),
	);
	const stop = store.observe((state, action, previous) => {
		for (const notified of notifiedEvents(previous, state, action, ended)) {
			const {names, event} = notified;
			senders.forEach(sender => sender.add(notified));

			for (const name of names) {
				const argv = hooks[name];

				if (argv !== undefined) {
					runner.run({name, input: `${writeJson(event)}\n`, ...callFor(state, event.run, argv)});
				}
			}
		}
	});

	/** Ends everything at once, also a `close` that is waiting. */
	function abort(): void {
		const pending = senders.filter(sender => sender.isPending());
		expired.resolve({hooks: runner.unfinished(), channels: pending.length});
		closing.abort();
	}

	return {
		/** Sends what waits, and resolves when all is done, but after 5 s at most. What is left then is ended and reported. */
		async close(): Promise<void> {
			stop();
			const cancel = clock.after(closeTimeoutMs, abort);
			const all = Promise.all([runner.settled(), ...senders.map(async one => one.finish())]);
			const unfinished = await Promise.race([all.then(() => null), expired.promise]);
			cancel();

			if (unfinished !== null) {
				report({kind: 'notify-unfinished', ...unfinished});
			}

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
			channels.map(async channel => deliver(channel, message, client, clock, signal)),
		);
	} finally {
		await client.close();
	}
}
