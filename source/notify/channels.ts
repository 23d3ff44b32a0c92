import {withDeadline} from '../api/deadline.ts';
import {toTransportError} from '../api/errors.ts';
import {parseRetryAfter} from '../api/get.ts';
import type {PostClient, PostResponse} from '../api/post-client.ts';
import {redactor} from '../api/redact.ts';
import type {Channel, ChannelFailure} from '../core/notify.ts';
import {cleanProse} from '../core/text/sanitize.ts';
import {waitFor, type Clock, type Duration} from '../core/time/clock.ts';
import {minuteMs} from '../core/time/duration.ts';
import type {Messages} from '../i18n/messages.ts';
import type {Notice} from '../store/notice.ts';
import type {Store} from '../store/store.ts';
import {composeMessage, type ChannelMessage} from './message.ts';
import type {NotifiedEvent} from './notified-events.ts';
import {providers} from './providers.ts';

export type SenderOptions = {
	readonly store: Pick<Store, 'getState' | 'observe'>;
	readonly clock: Clock;
	readonly messages: Messages;
	readonly showNotice: (notice: Notice) => void;
};

/** Events within this time share one message. So there are at most six messages per minute. */
const groupMs: Duration = 10_000;
/** The maximum number of events in a message. */
const maxEvents = 100;
/** A message is sent at most three times, with this pause unless the channel asks for another. */
const maxAttempts = 3;
const retryMs: Duration = 10_000;
const timeoutMs: Duration = 15_000;
const maxPauseMs: Duration = 10 * minuteMs;
const maxDetail = 120;
/** Shorter parts of an address are not secrets, but words like `send`. In characters. */
const minSecret = 8;

/**
 * Returns a function that sends an event to a channel if the channel wants it. Messages are sent one after the other;
 * events that come meanwhile share the next message. Its promise resolves when all messages were sent or have failed; it is
 * null for an event that the channel does not want. `finishing` ends the pauses between messages; `closing` ends everything.
 */
export function createChannelSender(
	channel: Channel,
	{store, clock, messages, showNotice}: SenderOptions,
	client: PostClient,
	{finishing, closing}: {readonly finishing: AbortSignal; readonly closing: AbortSignal},
): (event: NotifiedEvent) => Promise<void> | null {
	const {number, kind, on} = channel;
	const waiting: NotifiedEvent['event'][] = [];
	let sending: Promise<void> | null = null;
	/** Whether the last message failed. This was reported, so it is not reported again until a message is accepted. */
	let isFailing = false;

	async function sendAll(): Promise<void> {
		while (waiting.length > 0) {
			await pause(groupMs);
			const state = store.getState();
			// The title of a run may have been loaded since.
			const events = waiting
				.splice(0, maxEvents)
				.map(event => ({...event, run: state.runs.get(event.run?.id ?? '') ?? event.run}));
			const why = await send(composeMessage(events as NotifiedEvent['event'][], state, messages));

			if (closing.aborted) {
				return;
			}

			if (why !== null && !isFailing) {
				showNotice({kind: 'channel-failed', channel: {number, kind}, why});
			}

			isFailing = why !== null;
		}
	}

	async function send(message: ChannelMessage): Promise<ChannelFailure | null> {
		for (let attempt = 1; ; attempt++) {
			const failure = await postToChannel(channel, message, client, clock, closing);

			if (failure === null || !isWorthRetrying(failure) || attempt === maxAttempts) {
				return failure;
			}

			await pause(failure.kind === 'limited' ? failure.retryAfterMs : retryMs);
		}
	}

	async function pause(duration: Duration): Promise<void> {
		await waitFor(duration, clock, finishing).catch(() => undefined);
	}

	return ({names, event}) => {
		if (!names.some(name => on.includes(name))) {
			return null;
		}

		waiting.push(event);
		sending ??= sendAll().finally(() => {
			sending = null;
		});
		return sending;
	};
}

/** Returns whether sending the message again may help. If the channel refused it, only a fault of its server may pass. */
function isWorthRetrying(failure: ChannelFailure): boolean {
	return failure.kind !== 'refused' || /^HTTP 5|^-1$/.test(failure.code);
}

/** Posts a message once. Resolves to null if the channel has accepted it, or if `closing` has ended it. */
export async function postToChannel(
	channel: Channel,
	message: ChannelMessage,
	client: PostClient,
	clock: Clock,
	closing: AbortSignal,
): Promise<ChannelFailure | null> {
	const url = new URL(channel.url.reveal());
	const [secret = null, template = null] = [channel.secret?.reveal(), channel.body?.reveal()];
	const signing = {url, secret, template, now: clock.now()};
	const request = providers[channel.kind].request(message, signing);

	try {
		const response = await withDeadline(async signal => client.post(request, signal), {
			clock,
			limit: timeoutMs,
			signal: closing,
		});
		return failureOf(response, channel, clock);
	} catch (error) {
		if (closing.aborted) {
			return null;
		}

		const {kind, detail, proxy} = toTransportError(error, text => text).problem;
		return kind === 'network'
			? {kind: 'unreachable', code: detail, proxy}
			: {kind: kind === 'timeout' ? 'timeout' : 'unreadable'};
	}
}

function failureOf(
	{status, headers, body}: PostResponse,
	channel: Channel,
	clock: Clock,
): ChannelFailure | null {
	const {errorFields, limits, pauseMs, hints} = providers[channel.kind];
	const fields = fieldsOf(body);
	const code = errorFields?.codes
		.map(name => fields[name])
		.find(value => typeof value === 'number');
	const said = fields[errorFields?.message ?? ''];
	const text = typeof said === 'string' ? said : '';
	// Feishu has one code for two faults.
	const isLimit =
		status === 429 ||
		limits.includes(code ?? status) ||
		(code === 9499 && /freq|too many/i.test(text));

	if (isLimit) {
		const header = headers['retry-after'] ?? headers['x-ogw-ratelimit-reset'];
		const asked = parseRetryAfter(header, clock.now());
		return {kind: 'limited', retryAfterMs: Math.min(asked ?? pauseMs, maxPauseMs)};
	}

	if (code !== undefined && code !== 0) {
		const detail = cleanProse(redactChannel(text, channel).slice(0, maxDetail));
		return {kind: 'refused', code: String(code), detail, hint: hints[code] ?? null};
	}

	if (status < 200 || status > 299) {
		return {kind: 'refused', code: `HTTP ${status}`, detail: cleanProse(''), hint: null};
	}

	// The login page of a network also has the status 200.
	return errorFields !== null && code === undefined ? {kind: 'unreadable'} : null;
}

function fieldsOf(body: string): Readonly<Record<string, unknown>> {
	try {
		return {...(JSON.parse(body) as object)};
	} catch {
		return {};
	}
}

/** Removes each part of the address that can be a secret, and the secret of the signature. */
function redactChannel(text: string, {url, secret}: Channel): string {
	const {href, pathname, searchParams} = new URL(url.reveal());
	const parts = [href, secret?.reveal() ?? '', ...pathname.split('/'), ...searchParams.values()];
	return parts
		.filter(part => part.length >= minSecret)
		.reduce((rest, part) => redactor(part)(rest), text);
}
