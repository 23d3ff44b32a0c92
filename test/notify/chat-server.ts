import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import type {IncomingHttpHeaders, IncomingMessage, ServerResponse} from 'node:http';
import {text} from 'node:stream/consumers';
import type {Channel, ChannelKind} from '../../source/core/notify.ts';
import {notifyEvents} from '../../source/core/notify.ts';
import {Secret} from '../../source/core/secret.ts';
import {serve} from '../api/loopback.ts';
import type {Scope} from '../helpers/program.ts';

type Answer = {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: unknown;
};

type ChatRequest = {
	readonly kind: ChannelKind;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	/** The text that the group sees, a line each. */
	readonly lines: readonly string[];
};

/** What stands in each address, and may be in no output. */
export const token = 'tok3n-9f8e7d6c5b4a';
export const secret = 'SEC-a1b2c3d4e5f6';

const accepted: Readonly<Record<ChannelKind, unknown>> = {
	feishu: {code: 0, data: {}, msg: 'success'},
	dingtalk: {errcode: 0, errmsg: 'ok'},
	wecom: {errcode: 0, errmsg: 'ok'},
	webhook: '',
};

/**
 * Starts a server with the bots of all providers. They check the form and the signature of a message as the provider
 * documents it, and then give the next of `answers`, or else accept it. A `null` never answers.
 */
export async function startChat(t: Scope, answers: ReadonlyArray<Answer | null> = []) {
	const requests: ChatRequest[] = [];
	const faults: unknown[] = [];
	const waiting = [...answers];
	const {url} = await serve(t, (request, response) => void respond(request, response));
	async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
		try {
			const address = new URL(request.url ?? '', 'http://chat');
			const kind = address.pathname.split('/')[1] as ChannelKind;
			const body = await text(request);
			assert.equal(request.method, 'POST');
			assert.match(request.headers['content-type'] ?? '', /^application\/json; charset=utf-8$/);
			assert.equal(request.headers.authorization, undefined);
			assert.ok(address.href.includes(token));
			requests.push({
				kind,
				headers: request.headers,
				body,
				lines: checks[kind](JSON.parse(body) as never, address, request.headers, body),
			});
			const answer = waiting.length === 0 ? {} : waiting.shift();

			if (answer !== null && answer !== undefined) {
				const {status = 200, headers = {}, body: answered = accepted[kind]} = answer;
				response.writeHead(status, headers);
				response.end(typeof answered === 'string' ? answered : JSON.stringify(answered));
			}
		} catch (error) {
			faults.push(error);
			response.writeHead(418).end();
		}
	}

	t.after(() => assert.deepEqual(faults, []));
	return {
		requests,
		channel: (kind: ChannelKind, change: Partial<Channel> = {}): Channel => ({
			number: 1,
			kind,
			url: new Secret(addressOf(url, kind), '[address]'),
			secret: kind === 'wecom' ? null : new Secret(secret, '[secret]'),
			body: null,
			on: notifyEvents,
			...change,
		}),
		/** A channel as the config writes it. */
		setting: (kind: ChannelKind, change: object = {}) => ({
			kind,
			url: addressOf(url, kind),
			...(kind === 'wecom' ? {} : {secret}),
			...change,
		}),
	};
}

function addressOf(origin: URL, kind: ChannelKind): string {
	const path =
		kind === 'dingtalk'
			? `?access_token=${token}`
			: kind === 'wecom'
				? `?key=${token}`
				: `/${token}`;
	return new URL(`/${kind}${path}`, origin).href;
}

type Check = (
	body: never,
	address: URL,
	headers: IncomingHttpHeaders,
	raw: string,
) => readonly string[];

type TextMessage = {msgtype: string; text: {content: string}};

type PostMessage = {
	content: {post: {zh_cn: {title: string; content: Array<Array<{tag: string; text: string}>>}}};
};

export function linesOfPost({content: {post}}: PostMessage): readonly string[] {
	const {title, content} = post.zh_cn;
	return [title, ...content.map(line => line.map(({text: part}) => part).join(''))];
}

const hmac = (key: string, signed: string) => createHmac('sha256', key).update(signed);

const checks: Readonly<Record<ChannelKind, Check>> = {
	feishu(body: PostMessage & {timestamp: string; sign: string; msg_type: string}) {
		assert.match(body.timestamp, /^\d{10}$/);
		assert.equal(body.sign, hmac(`${body.timestamp}\n${secret}`, '').digest('base64'));
		assert.equal(body.msg_type, 'post');
		const {content} = body.content.post.zh_cn;
		assert.ok(content.flat().every(({tag}) => tag === 'text'));
		return linesOfPost(body);
	},
	dingtalk(body: TextMessage & {at: object}, {searchParams}) {
		const timestamp = searchParams.get('timestamp') ?? '';
		assert.match(timestamp, /^\d{13}$/);
		assert.equal(
			searchParams.get('sign'),
			hmac(secret, `${timestamp}\n${secret}`).digest('base64'),
		);
		assert.equal(searchParams.get('access_token'), token);
		assert.deepEqual([body.msgtype, body.at], ['text', {isAtAll: false}]);
		return body.text.content.split('\n');
	},
	wecom(body: TextMessage, {searchParams}) {
		assert.equal(searchParams.get('key'), token);
		assert.deepEqual([body.msgtype, Object.keys(body.text)], ['text', ['content']]);
		assert.ok(Buffer.byteLength(body.text.content) <= 2048);
		return body.text.content.split('\n');
	},
	webhook(body: {readonly text: string; readonly events: unknown}, _, headers, raw) {
		assert.equal(headers['x-hub-signature-256'], `sha256=${hmac(secret, raw).digest('hex')}`);
		assert.ok(Array.isArray(body.events));
		return body.text.split('\n');
	},
};

/** Asserts that output contains neither an address nor a secret of a channel. */
export function assertNoAddress(written: string | Uint8Array): void {
	const bytes = Buffer.from(written);
	assert.deepEqual(
		[token, secret, token.slice(6)].filter(part => bytes.includes(part)),
		[],
		'an address was written',
	);
}
