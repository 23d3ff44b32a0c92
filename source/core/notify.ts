import type {Secret} from './secret.ts';
import type {SafeText} from './text/sanitize.ts';

/** What a hook can run for and a channel can report. Each is also the name of a hook in the config. */
export const notifyEvents = [
	'end',
	'failed',
	'stalled',
	'late',
	'budget',
	'lowBalance',
	'allDone',
] as const;
export type NotifyEvent = (typeof notifyEvents)[number];

/** A program and its arguments, by the event for which it runs. */
export type Hooks = Readonly<Partial<Record<NotifyEvent, readonly string[] | undefined>>>;

export const channelKinds = ['feishu', 'dingtalk', 'wecom', 'webhook'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What stands for the message in the `body` of a channel. `text` is the title and the lines. */
export const placeholders = /\{(title|lines|text)\}/g;

/** A chat group or a server that gets messages. Whoever knows `url` can post there, so it is a secret. */
export type Channel = {
	/** The position in the config, from 1. */
	readonly number: number;
	readonly kind: ChannelKind;
	/** https, or http on a loopback address, and no user name or password. */
	readonly url: Secret;
	/** The key of the signature; null if messages are not signed. */
	readonly secret: Secret | null;
	/** The JSON of a message, with `placeholders`; null for the usual form of the kind. It may contain keys. */
	readonly body: Secret | null;
	readonly on: readonly NotifyEvent[];
};

/** The result of a message that a channel did not accept. */
export type ChannelFailure =
	/** `code`: the provider's error code, or the HTTP status. `detail`: its message, without the address and secret. */
	| {
			readonly kind: 'refused';
			readonly code: string;
			readonly detail: SafeText;
			readonly hint: ChannelHint | null;
	  }
	/** The provider limits the number of messages. `retryAfterMs`: how long to wait. */
	| {readonly kind: 'limited'; readonly retryAfterMs: number}
	/** The response is not one of this kind of channel. */
	| {readonly kind: 'unreadable'}
	/** `code`: an error code of the network, such as `ECONNREFUSED`. `proxy`: the address of the proxy that failed. */
	| {readonly kind: 'unreachable'; readonly code: SafeText; readonly proxy: SafeText | null}
	| {readonly kind: 'timeout'};

/** What the user should check in the settings of the channel. */
export type ChannelHint = 'signature' | 'keyword' | 'address' | 'security';
