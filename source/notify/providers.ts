import {createHmac} from 'node:crypto';
import type {PostRequest} from '../api/post-client.ts';
import {placeholders, type ChannelHint, type ChannelKind} from '../core/notify.ts';
import type {Duration, Instant} from '../core/time/clock.ts';
import {minuteMs} from '../core/time/duration.ts';
import {fitLines, type ChannelMessage} from './message.ts';

/** `template`: JSON with `placeholders`; null for the usual form of the message. */
type Signing = {
	readonly url: URL;
	readonly secret: string | null;
	readonly template: string | null;
	readonly now: Instant;
};

/** The format of a provider's messages and responses. */
type Provider = {
	readonly request: (message: ChannelMessage, signing: Signing) => PostRequest;
	/** The names of the error code and its message in a response; null if the HTTP status says all. */
	readonly errorFields: {readonly codes: readonly string[]; readonly message: string} | null;
	/** The error codes, or without codes the HTTP status, that mean too many messages. */
	readonly limits: readonly number[];
	/** How long to wait after such an error if the response does not say it. */
	readonly pauseMs: Duration;
	/** What the user should check, by error code. */
	readonly hints: Readonly<Record<number, ChannelHint>>;
};

export const providers: Readonly<Record<ChannelKind, Provider>> = {
	/**
	 * open.feishu.cn, "Custom bot usage guide": at most 20 KB, 5 messages per second and 100 per minute; the signature
	 * signs an empty text with the key `timestamp\nsecret`. In a text element of a post, tags like `<at>` are no mentions.
	 */
	feishu: {
		request(message, {url, secret, now}) {
			const [title = '', ...lines] = fitLines(message, 10_000);
			const content = lines.map(text => [{tag: 'text', text}]);
			const timestamp = String(Math.floor(now / 1000));
			const signature =
				secret === null ? {} : {timestamp, sign: sign(`${timestamp}\n${secret}`, '', 'base64')};
			return json(url, {
				...signature,
				msg_type: 'post',
				content: {post: {zh_cn: {title, content}}},
			});
		},
		errorFields: {codes: ['code', 'StatusCode'], message: 'msg'},
		limits: [11_232, 99_991_400],
		pauseMs: minuteMs,
		hints: {19_001: 'address', 19_021: 'signature', 19_022: 'security', 19_024: 'keyword'},
	},
	/**
	 * open.dingtalk.com, "Custom robot access" and its security settings: at most 20 messages per minute, else none for
	 * ten minutes; the secret signs `timestamp\nsecret`, with the time in milliseconds. A text mentions only whom `at` names.
	 */
	dingtalk: {
		request(message, {url, secret, now}) {
			const address = new URL(url);

			if (secret !== null) {
				const timestamp = String(Math.floor(now));
				address.searchParams.set('timestamp', timestamp);
				address.searchParams.set('sign', sign(secret, `${timestamp}\n${secret}`, 'base64'));
			}

			const content = fitLines(message, 10_000).join('\n');
			return json(address, {msgtype: 'text', text: {content}, at: {isAtAll: false}});
		},
		errorFields: {codes: ['errcode'], message: 'errmsg'},
		// 302: leads to a page that says so. 90030: "webhook over limit".
		limits: [302, 90_030, 130_101, 410_100],
		pauseMs: 10 * minuteMs,
		hints: {300_001: 'address', 300_005: 'address', 310_000: 'security'},
	},
	/**
	 * developer.work.weixin.qq.com, "Group robot configuration" (document 91770): a text has at most 2048 bytes, and 20
	 * messages per minute are accepted; `<@user>` in a text is a mention. The address has the key; nothing is signed.
	 */
	wecom: {
		request: (message, {url}) =>
			json(url, {msgtype: 'text', text: {content: fitLines(message, 2048).join('\n')}}),
		errorFields: {codes: ['errcode'], message: 'errmsg'},
		limits: [45_009],
		pauseMs: minuteMs,
		hints: {93_000: 'address'},
	},
	/**
	 * Without a template, the events, and a text in the form that many chats accept. With one, at most 2000 bytes, which
	 * Discord, Telegram, ntfy and Bark accept. The signature is like that of GitHub's webhooks.
	 */
	webhook: {
		request(message, {url, secret, template}) {
			const [title = '', ...lines] = fitLines(message, template === null ? 10_000 : 2000);
			const [below, text] = [lines.join('\n'), [title, ...lines].join('\n')];
			const body =
				template === null
					? `{"text":${JSON.stringify(text)},"events":[${message.events.join(',')}]}`
					: template.replaceAll(placeholders, (_, name: string) =>
							JSON.stringify({title, lines: below, text}[name]).slice(1, -1),
						);
			const signature = secret === null ? null : `sha256=${sign(secret, body, 'hex')}`;
			return {url, headers: {...(signature && {'x-hub-signature-256': signature})}, body};
		},
		errorFields: null,
		limits: [],
		pauseMs: minuteMs,
		hints: {},
	},
};

function sign(key: string, text: string, encoding: 'base64' | 'hex'): string {
	return createHmac('sha256', key).update(text).digest(encoding);
}

function json(url: URL, body: object): PostRequest {
	return {url, headers: {}, body: JSON.stringify(body)};
}
